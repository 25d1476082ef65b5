/** Two people put two categories below each other, each on a node of their own: one of them is refused. Answers what was seen. */
export async function closeCircles(world, journal, rounds = 20) {
  const headers = { authorization: `Bearer ${world.given.key}`, 'content-type': 'application/json' };
  const ask = async (door, method, path, body, version) => {
    const answer = await fetch(`${door}/api/v1${path}`, { method, headers: { ...headers, ...(version ? { 'if-match': `"${version}"` } : {}) }, body: JSON.stringify(body) });
    return { status: answer.status, ...(await answer.json()) };
  };
  const [first, second] = world.doors;
  const seen = { one: 0, none: 0 };
  for (let round = 0; round < rounds; round++) {
    const [a, b] = await Promise.all(['A', 'B'].map((name) => ask(first, 'POST', '/categories', { name: `${name} ${round}` })));
    const below = (door, { id }, parent) => ask(door, 'PATCH', `/categories/${id}`, { parentId: parent.id }, 1);
    const answers = await Promise.all([below(first, a, b), below(second, b, a)]);
    const done = answers.filter(({ status }) => status === 200).length;
    if (done === 2) journal.faults.push(`round ${round}: two categories are below each other`);
    seen[done === 1 ? 'one' : 'none']++;
  }
  return `${rounds} circles refused, ${seen.one} times the second half alone`;
}
