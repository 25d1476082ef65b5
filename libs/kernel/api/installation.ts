/** Where and how this program is installed; the application fills it from its configuration. */
export abstract class Installation {
  /** Folder of keys and of the embedded database. */
  abstract readonly dataDir: string;
  abstract readonly publicUrl: string;
  abstract readonly setupToken: string | null;
  /** PEM file of the signing key, when it is not made under the data folder. */
  abstract readonly signingKeyFile: string | null;
  /** The master key in base64, when it comes from the environment. */
  abstract readonly masterKey: string | null;
  /** The master key that is to follow, likewise. */
  abstract readonly nextMasterKey: string | null;
  /** File of the master key, when it is not made under the data folder. */
  abstract readonly masterKeyFile: string | null;
  abstract readonly insecureCookies: boolean;
  /** Operations and administration are served at an address of their own. */
  abstract readonly operationsApart: boolean;
  abstract readonly metricsToken: string | null;
  /** Networks of the own house that may be called, each with its port: '10.1.0.0/16:443'. */
  abstract readonly outwardAllowed: readonly string[];
}
