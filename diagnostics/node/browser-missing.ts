import { BROWSER_PACKAGES, findLibraryPackage, getBrowserInstall } from '../../src/fix/browser.ts';
import { insertBefore } from '../../src/fix/buildspec.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'browser-missing',
  family: 'node',
  title: 'The browser for the tests, or a library that it needs, is not installed',
  patterns: [
    // The loader, for a browser's file or a library that only browsers link to.
    /error while loading shared libraries: (?<library>lib(?:nss3|nspr4|smime3|gbm|X11|X11-xcb|xcb|xcb-\w+|X\w+|xshmfence|xkbcommon|atk\S*|atspi|cups|drm|dbus-1|gtk-3|gdk-3|gconf-2|asound|pango\S*|cairo|wayland\S*)\.so[\d.]*)/,
    /(?:chrome|chromium|firefox|headless_shell|Cypress|electron)\S{0,200}: error while loading shared libraries: (?<library>\S+?):/i,
    // puppeteer
    /Failed to launch (?:the )?(?<tool>chrome|browser)(?: process)?!/i,
    /Could not find (?:expected browser \((?<tool>\w+)\) locally|(?<tool2>Chrome|Chromium|Firefox) \(ver\.|browser revision|(?<tool3>Chrome|Chromium) \(rev\.)/i,
    { line: /Failed to (?:set up|download) (?<tool>[Cc]hrom\w*) (?:v|r)?\d/, strength: 'likely' },
    /Tried to find the browser at the configured path|Browser was not found at the configured executablePath|No usable sandbox!|Running as root without --no-sandbox is not supported/,
    // playwright
    /Executable doesn't exist at (?<path>\S*(?:chrom|firefox|webkit|ms-playwright)\S*)|Host system is missing dependencies to run browsers|just installed or updated\.\s*║?$/,
    /(?<tool>[Cc]hromium|chrome|firefox|webkit) distribution '\w+' is not found at/,
    // karma
    /No binary for (?<tool>\w+) browser on your platform|Please,? set "?(?<variable>CHROME_BIN)"? env variable|Cannot start (?<tool2>Chrome\w*|Firefox\w*)|(?<tool3>Chrome\w*|Firefox\w*) have not captured in \d+ ms/,
    // cypress
    /Your system is missing the dependency: (?<library>Xvfb)|spawn (?<library2>Xvfb) ENOENT|The (?<tool>[Cc]ypress) npm package is installed, but the Cypress binary is missing|No version of (?<tool2>Cypress) is installed in/,
    /(?<tool>Cypress) (?:failed to start|could not verify|verification timed out)|This is (?:usually|commonly) caused by a missing library or dependency|Browser: '?\w+'? was not found on your system/,
    {
      line: /Missing X server or \$DISPLAY|[Cc]annot open display:|The platform failed to initialize/,
      strength: 'likely',
    },
    // selenium, webdriver, paths called by hand
    /cannot find (?<tool>Chrome|Firefox) binary|'?(?<tool2>chromedriver|geckodriver)'? executable needs to be in PATH|Unable to obtain driver for (?<tool3>\w+)|The path to the driver executable must be set/,
    /This version of (?<tool>ChromeDriver) only supports Chrome version|DevToolsActivePort file doesn't exist|unknown error: Chrome failed to start/,
    /spawn (?<path>\S*(?:google-chrome|chromium|chrome|firefox)\S*) ENOENT|ldd: (?<path2>\S*(?:chrome|chromium|firefox)): No such file/,
  ],
  above: [
    'javascript-tests-failed',
    'npm-script-failed',
    'file-missing',
    'command-not-found',
    'tests-failed',
    'python-tests-failed',
    'java-tests-failed',
    'python-error',
    'docker-build-step-failed',
  ],
  explain: ({ facts }) =>
    facts.library
      ? `The browser cannot start: the image has no \`${facts.library}\`.`
      : `${facts.tool ? `\`${facts.tool}\`` : 'The browser'} is not installed in the build image${facts.path ? ` (looked for at \`${facts.path}\`)` : ''}, lacks system libraries, or may not start as root.`,
  fix: ({ facts, command, build }) => {
    const missing = findLibraryPackage(facts.library);
    const packages = [...new Set([...(missing ? [missing] : []), ...BROWSER_PACKAGES])];
    const install = sh`apt-get update && apt-get install -y ${packages}`;
    const variable = facts.variable ? `, and set ${facts.variable} to its path` : '';
    return [
      ...(facts.library
        ? []
        : [
            {
              title: `Install the browser in the build, after the packages${variable}`,
              command: getBrowserInstall(`${facts.tool} ${facts.path} ${command}`),
              changes: false,
            },
          ]),
      {
        title: `Install ${missing ?? 'the libraries of Chrome'} and what else browsers need in the install phase (Ubuntu; Amazon Linux: yum install -y nss mesa-libgbm alsa-lib atk at-spi2-atk cups-libs gtk3 xorg-x11-server-Xvfb)`,
        command: install,
        patch: insertBefore([install], command?.split('\n')[0] ?? 'npm test', build),
        changes: true,
        verify: 'ldd "$(command -v google-chrome)" | grep "not found" || echo complete',
      },
      { title: 'The build runs as root: start Chrome with --no-sandbox and --headless', changes: true },
    ];
  },
});
