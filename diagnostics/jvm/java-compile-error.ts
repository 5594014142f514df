import { asClause } from '../../src/fix/clause.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'java-compile-error',
  family: 'jvm',
  title: 'Java, Kotlin, Scala or Groovy code does not compile',
  patterns: [
    // Maven prints `file:[line,column] message`, javac itself (Gradle, Ant) `file:line: error: message`.
    /\[ERROR\] +(?<file>\S+\.(?:java|kt|groovy|scala)):\[(?<line>\d+),\d+\] (?!\(\w+\) )(?<message>.+)/,
    /(?<![^\s:])(?<file>[^\s:]+\.java):(?<line>\d+): error: (?<message>.+)/,
    /\[ERROR\] +COMPILATION ERROR|Compilation failure(?! .*(?:source|target) (?:release|option))/,
    // kotlinc, scalac (sbt), groovyc
    /^(?:\[\w+\] )?(?:e: file:\/\/|e: (?=\/))(?<file>\/\S+\.kts?):? ?\(?(?<line>\d+)[,:] ?\d+\)?:? (?<message>.+)/,
    /\[ERROR\] (?:file:\/\/)?(?<file>\S+\.kt): ?\(?(?<line>\d+)[,:] ?\d+\)?:? (?<message>.+)/,
    /\[error\] (?:\S+ )?(?<file>[^\s:]+\.(?:scala|java|sbt)):(?<line>\d+)(?::\d+)?: (?<message>.+)/,
    /\[error\].*(?:[cC]ompileIncremental\)? ?\)? ?Compilation failed|\b\d+ errors? found)|scala\.tools\.\S+CompilationFailed/,
    /^(?:\[groovyc\] )?(?<file>\S+\.groovy): (?<line>\d+): (?<message>.+)|MultipleCompilationErrorsException: startup failed/,
    {
      line: /> Compilation failed; see the compiler (?:error )?output (?:for details|below)|Compilation error\. See log for more details|Compile failed; see the compiler error output/,
      strength: 'likely',
    },
    {
      line: /Execution failed for task '\S*:compile(?:Test)?(?:Debug|Release)?\w*(?:Java|Kotlin|Groovy|Scala)\w*'/,
      strength: 'likely',
    },
    {
      line: /error: (?:cannot find symbol|package \S+ does not exist|incompatible types|class \S+ is public, should be|unreported exception|';' expected)/,
      strength: 'likely',
    },
    { line: /confluence\/display\/MAVEN\/CompilationFailureException/, strength: 'likely' },
    // javadoc and Android's resources are compiled too.
    /MavenReportException: Error while (?:generating|creating) (?:Javadoc|archive)|Javadoc generation failed|Android resource linking failed/,
    /warnings found and -Werror specified|[eE]rror: warnings found and -Werror/,
  ],
  above: [
    'jvm-build-invalid',
    'docker-build-step-failed',
    'maven-dependency-unresolved',
    'java-tests-failed',
    'sam-build-failed',
  ],
  isSummary: true,
  explain: ({ facts }) =>
    `The compiler does not accept ${facts.file ? `\`${facts.file.replace(/^.*\/src\/(?=(?:main|test)\/)/, 'src/')}\`${facts.line ? ` line ${facts.line}` : ''}` : 'the code'}${facts.message ? `: ${asClause(facts.message)}` : '; the first error line above names file and line'}.`,
  fix: ({ facts, command }) => [
    {
      title: `Correct ${facts.file ? `${facts.file.replace(/^.*\//, '')}${facts.line ? ` at line ${facts.line}` : ''}` : 'the file that the first error names'}, and compile on your machine before you push`,
      command: compileCommand(command, facts.file),
      changes: false,
    },
    {
      title:
        'If it compiles there, the build has another JDK, misses generated sources (Lombok, protobuf, annotation processors) or files that were never committed',
      command: sh`java -version; git status --short --ignored -- ${'*.java'} ${'*.kt'} ${'*.scala'}`,
      changes: false,
    },
  ],
});

function compileCommand(command: string | undefined, file: string | undefined): string {
  if (/gradle/.test(command ?? '')) return './gradlew clean compileTestJava';
  if (/\bsbt\b/.test(command ?? '') || file?.endsWith('.scala')) return 'sbt clean Test/compile';
  return 'mvn --batch-mode clean test-compile';
}
