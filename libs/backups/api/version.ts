/** The version of this program, as a manifest names it. */
export const APP_VERSION = '0.1.0';
