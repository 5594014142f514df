import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'gradle-dependency-unresolved',
  family: 'jvm',
  title: 'Gradle cannot resolve an artifact or a plugin',
  patterns: [
    // The artifact stands one line below the configuration; its network cause, if any, below that.
    /> Could not find (?<package>[\w.-]+:[\w.-]+(?::[\w.${}-]+?)?)\.?$/,
    /> Could not (?:resolve|download) (?<package>[\w.-]+:[\w.-]+:[\w.+[\](),-]+?)\.?$|> Could not download \S+ \((?<package2>[\w.-]+:[\w.-]+:\S+?)\)/,
    /Could not resolve all (?:dependencies|files|artifacts|task dependencies) for configuration '(?<configuration>[^']+)'/,
    /Plugin \[id: '(?<package>[^']+)'(?:, version: '(?<version>[^']+)')?.{0,60} was not found in any of the following sources/,
    /Plugin with id '(?<package>[^']+)' (?:and version '(?<version>[^']+)' )?(?:was )?not found in/,
    /Could not (?:GET|HEAD) '(?<url>[^']+)'\. Received status code (?:401|403|404) from server/,
    {
      line: /Could not (?:GET|HEAD) '(?<url>[^']+)'|Could not resolve (?<package>[\w.-]+:[\w.-]+:[\w.]+)/,
      strength: 'likely',
    },
    /No matching variant of (?<package>\S+) was found|Cannot choose between the following (?:variants|configurations) of (?<package2>\S+)|Cannot find a version of '(?<package3>[^']+)' that satisfies the version constraints/,
    /Dependency verification failed for configuration|Could not find any (?:matches|version that matches) (?:for )?(?<package>[\w.-]+:\S+?)\.?(?: as| \(|$)/,
    /No cached version of (?<package>\S+) available for offline mode|Cannot resolve external dependency (?<package2>\S+) because no repositories are defined/,
    { line: /ClassNotFoundException: org\.gradle\.wrapper\.GradleWrapperMain/, strength: 'symptom' },
  ],
  above: ['jvm-build-invalid', 'docker-build-step-failed', 'sam-build-failed'],
  explain: ({ facts }) =>
    `Gradle cannot get ${facts.package ? `\`${facts.package}\`` : 'a dependency'}${facts.url ? ` from \`${facts.url}\`` : ''}: a wrong name or version, a repository missing from the build file (jcenter is gone), or one that refuses its login.`,
  fix: ({ facts }) => {
    const wanted = facts.package ?? placeholder('group:name:version');
    const [group, name] = wanted.split(':');
    return [
      {
        title:
          'Resolve this one dependency again, past the cache: the answer says which repositories were searched',
        command: sh`./gradlew dependencyInsight --dependency ${name ?? wanted} --configuration ${facts.configuration?.replace(/^.*:/, '') ?? 'runtimeClasspath'} --refresh-dependencies`,
        changes: false,
      },
      {
        title: `Correct ${wanted} where the build names it, or add the repository that has it (mavenCentral(), google(), gradlePluginPortal()) to the build or to pluginManagement in settings.gradle`,
        command: sh`git grep --line-number --extended-regexp ${`${name ?? group}|repositories|jcenter`} -- ${'*.gradle'} ${'*.gradle.kts'} ${'*.toml'}`,
        changes: false,
      },
      {
        title:
          'If it is in a private repository, pass its login to the build as ORG_GRADLE_PROJECT_ variables from Secrets Manager',
        changes: true,
      },
    ];
  },
});
