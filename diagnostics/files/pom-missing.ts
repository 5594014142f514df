import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'pom-missing',
  family: 'files',
  title: 'Maven or Gradle finds no build file in the working directory',
  patterns: [
    // Maven, all versions from 2 on.
    /requires a project to execute but there is no POM in this directory(?: \((?<path>[^)]+)\))?/,
    /POM file (?<path>\S+) specified with the -f\/--file command line argument does not exist/,
    /Non-readable POM (?<path>\S+?): .{0,200}No such file or directory/,
    /Child module (?<path>\S+) of \S+ does not exist/,
    // Gradle 3 to 8.
    /Directory '(?<path>[^']+)' does not contain a Gradle build/,
    /The specified (?:build file|settings file|project directory) '(?<path>[^']+)' does not exist/,
    /Build file '(?<path>[^']+)' does not exist/,
    /Executing Gradle tasks as part of a build without a settings file is (?:not supported|deprecated)/,
    // Ant, sbt, Leiningen.
    /^Buildfile: (?<path>\S+) does not exist!/,
    /Neither build\.sbt nor a 'project' directory in the current directory: (?<path>\S+)/,
    /Couldn't find project\.clj, which is needed for/,
    /(?:cannot stat|can't read|cat:|cannot access) ['‘]?(?<path>[^'’:]*(?:pom\.xml|build\.gradle(?:\.kts)?))['’]?: No such file or directory/,
  ],
  above: ['file-missing', 'jvm-build-invalid', 'docker-build-step-failed', 'docker-copy-source-missing'],
  checks: (situation) => [{ kind: 'file-misplaced', path: getPath(situation) }],
  explain: (situation) =>
    `There is no build file at \`${getPathInSource(getPath(situation))}\`: the command ran in another directory than the project's, or the file is not in the source.`,
  fix: (situation) =>
    getMisplacedSteps({ path: getPath(situation), command: getCommand(situation) }, situation),
});

/** Maven and Gradle name the directory, where they name anything. */
function getPath({ facts, command }: Situation): string {
  const usual = isGradle(command) ? 'build.gradle' : 'pom.xml';
  const path = facts.path ?? usual;
  return /\.(?:xml|gradle|kts|sbt|clj)$/.test(path) ? path : `${path.replace(/[/.]+$/, '')}/${usual}`;
}

function getCommand({ command }: Situation): string {
  return isGradle(command) ? './gradlew build' : 'mvn package';
}

function isGradle(command: string | undefined): boolean {
  return /gradle/.test(command ?? '');
}
