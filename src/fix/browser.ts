/** Debian's package of each library that Chromium and Firefox link to, by the library's file. https://pptr.dev/troubleshooting */
const PACKAGES: Readonly<Record<string, string>> = {
  'libnss3.so': 'libnss3',
  'libnspr4.so': 'libnspr4',
  'libsmime3.so': 'libnss3',
  'libgbm.so.1': 'libgbm1',
  'libX11-xcb.so.1': 'libx11-xcb1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libxcb-dri3.so.0': 'libxcb-dri3-0',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXcursor.so.1': 'libxcursor1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXi.so.6': 'libxi6',
  'libXrandr.so.2': 'libxrandr2',
  'libXrender.so.1': 'libxrender1',
  'libXss.so.1': 'libxss1',
  'libXtst.so.6': 'libxtst6',
  'libxshmfence.so.1': 'libxshmfence1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libgconf-2.so.4': 'libgconf-2-4',
  'libasound.so.2': 'libasound2',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libpangocairo-1.0.so.0': 'libpangocairo-1.0-0',
  'libcairo.so.2': 'libcairo2',
  'libexpat.so.1': 'libexpat1',
  'libwayland-client.so.0': 'libwayland-client0',
};

/** What headless Chromium needs on Ubuntu beyond CodeBuild's images. */
export const BROWSER_PACKAGES = [
  ...['libnss3', 'libgbm1', 'libasound2', 'libatk1.0-0', 'libatk-bridge2.0-0', 'libcups2', 'libdrm2'],
  ...['libgtk-3-0', 'libx11-xcb1', 'libxcomposite1', 'libxdamage1', 'libxfixes3', 'libxrandr2', 'libxss1'],
  ...['libxkbcommon0', 'fonts-liberation', 'xvfb'],
];

/** Debian's package of a library; undefined for one that no browser needs. */
export function findLibraryPackage(library: string | undefined): string | undefined {
  return PACKAGES[library ?? ''];
}

/** Installs the browser itself, by the tool that looks for it. */
export function getBrowserInstall(text: string): string {
  if (/playwright|webkit|headless_shell/i.test(text)) return 'npx playwright install --with-deps';
  if (/cypress/i.test(text)) return 'npx cypress install && npx cypress verify';
  return 'npx puppeteer browsers install chrome';
}
