import { findCodeArtifact, getTokenCommand } from '../../src/fix/codeartifact.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

/** Tails by which the network, a certificate or the server itself is the cause: those have signatures of their own. */
const elsewhere =
  /(?:\[WARN(?!ING\]: )|timed out|Unknown host|Name or service not known|Temporary failure|Connection re(?:set|fused)|PKIX|certificate|handshake|protocol_version|status: 5\d\d|status code: (?:5\d\d|429)|Return code is: 5\d\d)/;
const unless = (pattern: RegExp) => new RegExp(`^(?!.*${elsewhere.source}).*${pattern.source}`);

export default defineSignature({
  id: 'maven-dependency-unresolved',
  family: 'jvm',
  title: 'Maven (or sbt) cannot resolve an artifact',
  patterns: [
    unless(
      /Could not (?:find|transfer) artifact (?<package>[\w.-]+:[\w.-]+(?::[\w.${}-]+)+) (?:in|from(?:\/to)?) (?<repository>\S+) \((?<url>\S+?)\)/,
    ),
    unless(/Could not (?:find|transfer) artifact (?<package>[\w.-]+:[\w.-]+(?::[\w.${}-]+)+)/),
    unless(
      /(?:Could not resolve dependencies for project|Non-resolvable (?:parent POM|import POM)|Plugin \S+ or one of its dependencies could not be resolved|Unresolveable build extension)/,
    ),
    unless(/artifacts could not be resolved: (?<package>[\w.-]+:[\w.-]+(?::[\w.${}-]+)+)/),
    unless(/Failure to (?:find|transfer) (?<package>[\w.-]+:[\w.-]+\S*) (?:in|from) (?<url>\S+)/),
    unless(/Failed to read artifact descriptor for (?<package>[\w.-]+:[\w.-]+\S*?):? /),
    /has not been downloaded from it before|Blocked mirror for repositories|was not found in \S+ during a previous attempt/,
    /Error resolving version for plugin '(?<package>[^']+)' from the repositories|No versions available for (?<package2>\S+) within specified range/,
    // The line of advice that names Maven's own exception is often all that was kept.
    {
      line: /confluence\/display\/MAVEN\/(?:DependencyResolution|PluginResolution|PluginVersionResolution|UnresolvableModel|ArtifactResolution)Exception/,
      strength: 'likely',
    },
    { line: /Could not resolve dependencies for project|Could not transfer artifact/, strength: 'likely' },
    // sbt (ivy, coursier), leiningen, grapes
    /unresolved dependency: (?<package>[\w.-]+#[\w.-]+;\S+?)(?:: |\])/,
    /(?:sbt\.librarymanagement\.ResolveException|lmcoursier\S{0,80}): (?:Error downloading|Error fetching) (?<package>\S+)|\[error\].*Error downloading (?<package2>\S+)/,
    /:: +UNRESOLVED DEPENDENCIES +::|Error grabbing Grapes|This could be due to a typo in :dependencies/,
  ],
  above: ['jvm-build-invalid', 'docker-build-step-failed', 'sam-build-failed'],
  explain: ({ facts }) =>
    `Maven cannot get ${facts.package ? `\`${facts.package}\`` : 'an artifact'}${facts.url ? ` from \`${facts.url}\`` : ''}: a wrong name or version, a repository that the build does not know, or one that refuses its login.`,
  fix: ({ facts }) => {
    const store = findCodeArtifact(facts.url);
    const { name, coordinates } = getArtifact(facts.package);
    return [
      {
        title:
          'Ask for this one artifact, with the settings that the build uses: the answer says which repositories were asked',
        command: sh`mvn --batch-mode -U dependency:get -Dartifact=${coordinates} -Dtransitive=false`,
        changes: false,
      },
      {
        title: `If it does not exist there, correct its version in pom.xml; if it is your own, deploy it first or build its module in the same run (mvn -pl MODULE -am)`,
        command: sh`git grep --line-number ${name} -- ${'*pom.xml'}`,
        changes: false,
      },
      store
        ? {
            title: 'Give settings.xml a fresh CodeArtifact token in the build, before mvn runs',
            command: getTokenCommand(store),
            changes: false,
          }
        : {
            title:
              'If it is in a private repository, name it and its login in a settings.xml of the source, and call mvn with --settings settings.xml',
            command: 'mvn --batch-mode help:effective-settings',
            changes: false,
          },
    ];
  },
});

interface Artifact {
  name: string;
  /** As `dependency:get` wants it: `group:name:version`. */
  coordinates: string;
}

/** Reads `group:name:jar:version` of Maven and `group#name;version` of Ivy; what has another form is left whole. */
function getArtifact(text: string = placeholder('group:artifact:version')): Artifact {
  const [, group, name, version] = /^([\w.-]+)[:#]([\w.-]+)(?:[:;][\w.-]+)*?[:;]([\w.-]+)$/.exec(text) ?? [];
  if (!group || !name || !version) return { name: text, coordinates: text };
  return { name, coordinates: `${group}:${name}:${version}` };
}
