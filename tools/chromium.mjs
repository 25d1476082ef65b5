import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];
const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };

/** The browser for the journeys: CHROMIUM_BIN, one that is installed, or Debian's when apt may install it. Null when there is none. */
export function findChromium() {
  const look = () => [process.env.CHROMIUM_BIN, ...PLACES].find((path) => path && existsSync(path)) ?? null;
  const found = look();
  if (found || process.platform !== 'linux' || process.getuid?.() !== 0) return found;
  spawnSync('apt-get', ['update'], quiet);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet);
  return look();
}
