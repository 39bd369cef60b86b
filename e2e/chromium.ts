const flags = [
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
// The sandbox refuses to run as root.
const args = process.getuid?.() === 0 ? ['--no-sandbox', ...flags] : flags;

/** How the system's Chromium is started. */
export const chromium = { executablePath: path, args };

/**
 * Chromium without a browser's own windows, where it is installed. It works a quarter less; but it does not ask for permissions, and
 * has neither notifications nor cameras.
 */
export const headlessChromium = { executablePath: process.env.HEADLESS_CHROMIUM_PATH ?? path, args };
