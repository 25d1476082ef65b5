import 'reflect-metadata';
import { COMMANDS } from './commands.ts';
import { endWithSender } from './errands.ts';

process.umask(0o077);
endWithSender(process.env);
const [name = 'help', ...args] = process.argv.slice(2);
const command = COMMANDS[name];
if (command) process.exitCode = await command.run(args);
else {
  const lines = Object.entries(COMMANDS).map(([own, { says }]) => `  ${own.padEnd(12)} ${says}`);
  process.stdout.write(`npm run rapport -- <command>\n\n${lines.join('\n')}\n`);
  process.exitCode = name === 'help' ? 0 : 1;
}
