import 'reflect-metadata';
import { setSourceMapsSupport } from 'node:module';
import { stayAlive } from './last-resort.ts';
import { readConfig, type Config } from './config.ts';
import { Departure } from './departure.ts';
import { startFault, trustOutward } from './outward.ts';
import { unsafeDatabase, unsafeSettings } from './production.ts';

// Stack traces name our own lines; the maps of packages would cost the memory of a large import.
setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });

/** Starts the server; whatever stops the start is said in one line. */
let config: Config | null = null;
try {
  // Keys, database and temporary files are for this account alone.
  process.umask(0o077);
  config = readConfig(process.env);
  trustOutward(config);
  if (process.env['NODE_ENV'] === 'production') {
    const unsafe = unsafeSettings(config, process.env)[0] ?? (await unsafeDatabase(config))[0];
    if (unsafe) throw new Error(unsafe);
  }
  // Loaded once the settings hold: a start that is refused ends at once.
  await (await import('./restore-command.ts')).settleFile(config);
  const [{ createApplication }, { Setup }, { OperationsDoor }] = await Promise.all([import('./application.ts'), import('#accounts/api'), import('./http/operations-door.ts')]);
  const app = await createApplication(config);
  stayAlive();
  app.get(Departure).on(app);
  await app.listen(config.PORT, config.HOST);
  const { port } = app.getHttpServer().address() as { port: number };
  const address = config.PUBLIC_URL ?? `http://localhost:${port}`;
  if (config.operationsApart) process.stdout.write(`Operations are served at http://${config.OPS_ADDRESS}:${await app.get(OperationsDoor).open(app)} alone\n`);
  process.stdout.write(`Rapport is ready at ${address}\n`);
  const setup = await app.get(Setup).address();
  if (setup) process.stdout.write(`Set it up once at ${address}${setup}\n`);
} catch (error) {
  process.stderr.write(`Rapport cannot start: ${startFault(error, config)}\n`);
  process.exit(1);
}
