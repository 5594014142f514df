import { findMeantPackage, getPackageName } from '../../src/fix/known-package.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'npm-package-not-found',
  family: 'node',
  title: 'An npm package or this version of it does not exist in the registry',
  patterns: [
    // npm says it in four lines; the one with the package is worth most. A 404 on PUT is a refused publish.
    /404\s+'(?<package>@?[^'@\s]+)(?![^'@\s])@?(?<version>[^'\s]*)' is not in (?:the npm|this) registry/,
    /The requested resource '(?<package>@?[^'@\s]+)(?![^'@\s])@?(?<version>[^'\s]*)' could not be found or you do not have permission/,
    /404 Not Found(?: - GET (?<url>https?:\/\/\S+?)(?: - Not found)?$|: (?<package>@?[^@\s]+)@\S)/i,
    /notarget No matching version found for (?<package>@?[^@\s]+)@(?<version>\S+?)\.?$/,
    /notarget No (?:valid target|compatible version) (?:found )?for:? (?<package>@?[^@\s]+)@/,
    { line: /npm (?:ERR!|error) code (?:E404|ETARGET|ENOVERSIONS)/, strength: 'likely' },
    /Couldn't find package "(?<package>@?[^"@]+)(?![^"@])[^"]*" (?:required by .{1,200})?on the "npm" registry/,
    /Couldn't find any versions for "(?<package>[^"]+)" that matches "(?<version>[^"]+)"/,
    /error An unexpected error occurred: "(?<url>https?:\/\/[^"]+): Not found"/,
    /(?<url>https?:\/\/[^"\s]+): Request failed \\?"404\b/,
    // Yarn 2 and later
    /YN0035: .*?(?<!\S)(?<package>@?[^@\s]+)@\S+: (?:Package not found|The remote server failed to provide the requested resource)/,
    /(?<![^\s@])(?<package>@?[^@\s]+)@npm:(?<version>[^:\s]+): No candidates found/,
    /Response Code.{0,4}: 404 \(Not Found\)/,
    /ERR_PNPM_(?:NO_MATCHING_VERSION|NO_VERSIONS|UNPUBLISHED_PKG)\S*\s+No (?:matching version found for|versions available for) (?<package>@?[^@\s]+)@?(?<version>\S*)/,
    /GET (?<url>https?:\S+?): Not Found - 404|No matching version found for (?<package>@?[^@\s]+)@(?<version>\S+) while fetching/,
    // Bun
    /No version matching "(?<version>[^"]+)" found for specifier "(?<package>[^"]+)"/,
    /error: (?<package>@?[^@\s]+)@\S+ failed to resolve$/,
    /error: GET (?<url>https?:\/\/\S+) - 404/,
  ],
  above: [
    'npm-script-failed',
    'docker-build-step-failed',
    'remote-server-error',
    'docker-image-not-found',
    'command-not-found',
    'sam-build-failed',
  ],
  explain: (situation) => {
    const { facts } = situation;
    const meant = findMeantPackage(getPackageName(situation.facts));
    const what =
      facts.package || facts.url
        ? `\`${getPackageName(situation.facts)}${facts.version ? `@${facts.version}` : ''}\``
        : 'that the build asks for';
    return `The registry has no package ${what}${meant ? `; \`${meant}\` is probably meant` : ': a typing error, a version that was never published, or a private package that the build may not see'}.`;
  },
  fix: (situation) => {
    const wanted = getPackageName(situation.facts);
    const right = findMeantPackage(wanted) ?? placeholder('right package');
    const isGlobal = /\s(?:-g|--global)\b/.test(situation.command ?? '');
    const scope = /^@[^/]+/.exec(wanted)?.[0];
    return [
      {
        title: 'See which versions the registry has',
        command: sh`npm view ${wanted} versions --json`,
        changes: false,
      },
      isGlobal
        ? {
            title: `Name a version of ${wanted} that exists, where the buildspec (or the tool that writes it) installs it`,
            command: sh`npm install --global ${`${wanted}@latest`}`,
            changes: false,
          }
        : {
            title: `Correct the name or version of ${wanted} in package.json, and commit the lock file with it`,
            command: sh`npm uninstall ${wanted} && npm install ${right} && git commit --all --message ${`Replace ${wanted}`} && git push`,
            changes: true,
            verify: 'npm ci',
          },
      ...(scope
        ? [
            {
              title: `If it is a private package, point ${scope} to the registry that has it and log in there first`,
              command: sh`npm config get ${`${scope}:registry`}`,
              changes: false,
            },
          ]
        : []),
    ];
  },
});
