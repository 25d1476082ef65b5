import 'reflect-metadata';
import { createApplication } from './application.ts';
import { readConfig } from './config.ts';

/** Starts the server; whatever stops the start is said in one line. */
try {
  const config = readConfig(process.env);
  const app = await createApplication(config);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen(config.PORT, config.HOST);
  const { port } = app.getHttpServer().address() as { port: number };
  process.stdout.write(`Rapport is ready at ${config.PUBLIC_URL ?? `http://localhost:${port}`}\n`);
} catch (error) {
  process.stderr.write(`Rapport cannot start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
