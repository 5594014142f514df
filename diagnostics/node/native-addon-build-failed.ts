import { insertBefore } from '../../src/fix/buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature, type Pattern } from '../../src/signature.ts';

const likely = (line: RegExp): Pattern => ({ line, strength: 'likely' });

export default defineSignature({
  id: 'native-addon-build-failed',
  family: 'node',
  title: 'A native Node.js addon could not be compiled or loaded',
  patterns: [
    // npm 7 and later put their own prefix before node-gyp's; for an optional dependency node-gyp stands alone and npm goes on.
    /npm (?:ERR!|error) gyp (?:ERR!|error) (?:build error|configure error|not ok|stack Error: .{1,200})/i,
    /npm (?:ERR!|error) (?<package>@?[^@\s]+)@\S+ (?:install|postinstall|rebuild): `.{0,80}(?:node-gyp|node-pre-gyp|prebuild|install\/|scripts\/(?:build|install)\.js)/,
    /npm (?:ERR!|error) command sh -c (?:node-gyp|node-pre-gyp|prebuild-install|\(?node install\/)/,
    likely(
      /gyp ERR! (?:build error|not ok|configure error|find Python)|gyp (?:ERR!|error) stack Error: (?:`?make|not found: make|Could not find any Python|Can't find Python)/i,
    ),
    likely(
      /node-pre-gyp ERR! (?:build error|not ok)|Can't find Python executable "|prebuild-install (?:ERR!|warn install No prebuilt binaries found.*Falling|error)/,
    ),
    {
      line: /^Command: .*(?:node-gyp|node-pre-gyp|prebuild-install|install\/libvips)/,
      near: {
        line: /^error .*node_modules\/(?<package>(?:@[^/]+\/)?[^/:]+): Command failed|^Exit code: [1-9]/,
        within: 3,
      },
    },
    // yarn 2 and later, pnpm
    /YN0009: .*?(?<!\S)(?<package>@?[^@\s]+)@\S+ couldn't be built successfully/,
    // sharp, node-sass, canvas and others, when the binary is missing or for another platform
    /Something went wrong installing the "(?<package>sharp)" module|Could not load the "(?<package2>sharp)" module using the/,
    /Node (?<package>Sass) could not find a binding for your current environment|Missing binding \S+node-(?<package2>sass)/i,
    likely(/(?<package>sharp): Installation error:|ERR! (?<package2>sharp) /),
    /You installed (?<package>esbuild) for another platform|Failed to load (?<package2>SWC) binary for|Cannot find native binding\. npm has a bug/,
    likely(/npm (?:ERR!|error) (?:code EBADPLATFORM|notsup Unsupported platform for (?<package>@?[^@\s]+))/),
    likely(/ERR_DLOPEN_FAILED|invalid ELF header|Could not locate the bindings file\. Tried:/),
  ],
  above: [
    'npm-script-failed',
    'native-compile-error',
    'docker-build-step-failed',
    'node-module-not-found',
    'python-module-not-found',
    'command-not-found',
    'file-missing',
    'sam-build-failed',
  ],
  isSummary: true,
  explain: ({ facts }) =>
    `${facts.package ? `\`${facts.package}\`` : 'A package'} has a part in C++ with no ready binary for this Node.js and platform, and compiling it here failed: no compiler, Python or headers, or a version that does not know this Node.js.`,
  fix: ({ facts, command, build }) => {
    const name = facts.package?.toLowerCase() === 'sass' ? 'node-sass' : facts.package;
    return [
      {
        title: `Raise ${name ?? 'the package'} to a version that has a binary for the build's Node.js${name === 'node-sass' ? ' (better: replace node-sass by sass)' : ''}, and commit the lock file`,
        command: sh`npm install ${`${name ?? placeholder('package')}@latest`} && git add package.json package-lock.json && git commit --message ${`Raise ${name ?? 'a native addon'}`} && git push`,
        changes: true,
        verify: sh`npm rebuild ${name ?? placeholder('package')}`,
      },
      {
        title:
          'If it has to be compiled, install what node-gyp needs first (on Alpine: apk add python3 make g++)',
        patch: insertBefore(
          ['apt-get update && apt-get install -y python3 make g++'],
          command ?? 'npm ci',
          build,
        ),
        changes: true,
        verify: 'python3 --version && make --version && g++ --version',
      },
      {
        title:
          'If node_modules was copied or cached from another system or Node.js version, leave it out and install anew',
        command: 'rm -rf node_modules && npm ci',
        changes: true,
      },
    ];
  },
});
