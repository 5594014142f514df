import { getBuildspecPath, renderBuildspecPatch } from '../../src/fix/buildspec.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import type { FixStep } from '../../src/model.ts';
import { defineSignature } from '../../src/signature.ts';

const VALIDATE_STEP: FixStep = {
  title: 'See what is wrong in composer.json, line by line, and correct it',
  command: 'composer validate --strict',
  changes: false,
  verify: 'composer install --dry-run',
};

export default defineSignature({
  id: 'php-composer-failed',
  family: 'compiled',
  title: 'Composer cannot resolve or install the PHP packages',
  patterns: [
    /Your Composer dependencies require a PHP version "(?<version>[^"]+)"/,
    /Your Composer dependencies require the following PHP extensions to be installed: (?<package>[\w-]+)/,
    /requires php (?<version>\S+(?: \|\|? \S+)*) (?:->|but) your php version/,
    /requires (?:PHP extension )?(?<package>ext-[\w-]+) .{0,20}(?:->|but) (?:it is missing from your system|the requested PHP extension)/,
    /Your requirements could not be resolved to an installable set of packages/,
    /Your lock file does not contain a compatible set of packages/,
    /Required (?:\(in require-dev\) )?package "(?<package>[^"]+)" is (?:not present in the lock file|in the lock file as)/,
    /Could not find (?:a matching version of )?package (?<package>[\w.-]+\/[\w.-]+)/,
    /Root composer\.json requires (?<package>[\w.-]+\/[\w.-]+)[ ,].*(?:could not be found|found \S+.* but|satisfiable by)/,
    /The "(?<url>https?:\/\/[^"]+)" file could not be downloaded/,
    /Could not authenticate against (?<url>[\w.-]+)/,
    /Failed to download (?<package>[\w.-]+\/[\w.-]+) from (?:dist|source)/,
    // composer.json itself: the schema, or not even JSON.
    /(?<path>composer\.json)\S* (?:file )?(?:at '[^']+' )?(?:does not (?:validate|match the expected JSON schema|contain valid JSON)|is invalid, the following errors)/,
    /Installation failed, reverting \.\/composer\.json/,
    /Could not delete .*vendor\/composer|\[Composer\\\S+Exception\]/,
    { line: /Script .{1,200} handling the [\w-]+ event returned with error code/ },
    {
      line: /vendor\/autoload\.php\)?:? [Ff]ailed to open stream|Failed opening required '[^']*vendor\/autoload\.php'/,
      strength: 'likely',
    },
    { line: /Uncaught \S*Composer\\/, strength: 'likely' },
    {
      line: /composer\.phar.*Allowed memory size of|Allowed memory size of .{0,200}(?:\bComposer\b|\/composer\b)/,
    },
  ],
  above: [
    'docker-build-step-failed',
    'source-access-denied',
    'remote-server-error',
    'git-failed',
    'file-missing',
  ],
  explain: ({ facts }) =>
    facts.version
      ? `Composer's packages need PHP ${facts.version}, and this build runs another PHP.`
      : `Composer cannot install ${facts.package ? `\`${facts.package}\`` : 'the packages of composer.lock'} with the PHP and the extensions of this build.`,
  fix: ({ facts, build }) => {
    if (facts.path) return [VALIDATE_STEP];
    const php = facts.version?.match(/\d+\.\d+/)?.[0] ?? placeholder('php version');
    return [
      {
        title: 'See what stands in the way on this PHP',
        command: sh`php --version; composer check-platform-reqs; composer why-not ${facts.package ?? 'php'} ${facts.version ?? placeholder('version')}`,
        changes: false,
      },
      {
        title: `Select a PHP that satisfies the packages in ${getBuildspecPath(build)} (a newer build image has newer ones)`,
        patch: renderBuildspecPatch(
          [' phases:', '   install:', '+    runtime-versions:', `+      php: ${php}`],
          build,
        ),
        changes: true,
        verify: 'php --version && composer check-platform-reqs',
      },
      {
        title: 'Or resolve again for the PHP of the build, and commit composer.lock',
        command: sh`composer config platform.php ${placeholder('php version of the build')} && composer update --with-all-dependencies && git add composer.json composer.lock`,
        changes: true,
        verify: 'composer install --dry-run',
      },
      {
        title: 'If a private package is refused: pass COMPOSER_AUTH from a secret',
        command: sh`export COMPOSER_AUTH=${`{"github-oauth":{"github.com":"${placeholder('github token')}"}}`}`,
        changes: false,
      },
    ];
  },
});
