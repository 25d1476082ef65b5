import { migration } from '#kernel/api';

/** Views of a team, and the view each person finds a list in. */
export const teamViews = migration('20261125-02-team-views', (schema) => {
  schema.addColumns('view', (c) => {
    c.flag('forTeam', { null: true });
  });
  schema.createIndex('view', ['list', 'deletedKey', 'forTeam', 'teamId', 'name']);
  schema.createTable('view_default', (c) => {
    c.id('userId');
    c.code('list', 40, { primary: true });
    c.code('view', 60);
  });
});
