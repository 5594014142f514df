import { getCorretto, getReleaseOfClassFile } from '../../src/fix/java-version.ts';
import { selectRuntimeStep } from '../../src/fix/runtime.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

export default defineSignature({
  id: 'java-version-mismatch',
  family: 'jvm',
  title: 'The build needs another Java version than the one that runs',
  patterns: [
    // javac
    /(?:invalid (?:target|source) release:? ?|release version )(?<release>[\d.]+)(?: not supported)?/,
    /(?:Source|Target) option (?<release>[\d.]+) is no longer supported|invalid flag: --release|error: invalid source release/,
    /has been compiled by a more recent version of the Java Runtime \(class file version (?<classfile>\d+)/,
    /Unsupported class file major version (?<classfile>\d+)|Unsupported major\.minor version (?<classfile2>\d+)|class file has wrong version (?<classfile3>\d+)/,
    {
      line: /java\.lang\.UnsupportedClassVersionError|bad class file: |Could not open \w+ generic class cache/,
      strength: 'likely',
    },
    // JAVA_HOME
    /JAVA_HOME (?:environment variable is not (?:defined correctly|set)|is not defined correctly|is set to an invalid directory|is not set and no 'java' command)|JAVA_HOME should point to a JDK|Please set (?:the )?JAVA_HOME|given for org\.gradle\.java\.home Gradle property is invalid/,
    /No compiler is provided in this environment\. Perhaps you are running on a JRE|Unable to locate (?:the )?Javac Compiler|Could not find tools\.jar/,
    // Gradle and its plugins
    /Could not (?:determine java version from '(?<version>[^']+)'|target platform: 'Java SE (?<release>\d+)' using tool chain: 'JDK (?<version2>\d+))/,
    /(?:Android Gradle plugin|Gradle) requires (?:Java|JVM) (?<release>\d+)(?: or later)? to run\. (?:You are currently using Java (?<version>\d+)|Your build is currently configured to use JVM (?<version2>\d+))/,
    /requires at least (?:JVM runtime version|Java) (?<release>\d+)\. This build uses a Java (?<version>\d+)|(?:Incompatible because|because) this component declares .{0,160}compatible with Java (?<release2>\d+) and the consumer needed .{0,160}Java (?<version2>\d+)/,
    /No (?:matching|compatible) toolchains? (?:could be )?found for|Cannot find a Java installation on (?:this|your) machine .{0,20}matching(?: this tasks requirements)?: ?\{?(?:languageVersion=(?<release>\d+))?|No locally installed toolchains match|Provisioned toolchain '[^']+' could not be probed|Toolchain installation '[^']+' does not provide/,
    /Inconsistent JVM[- ][Tt]arget [Cc]ompatibility|Cannot inline bytecode built with JVM target (?<release>[\d.]+)|Unknown JVM target version: (?<release2>[\d.]+)/,
    // Maven's enforcer and toolchains, Spring Boot 3, SonarQube
    /Detected JDK (?:version |Version: )?(?<version>[\d._-]+).{0,120} is not in the (?:allowed|required) range \[?(?<release>\d+)|RequireJavaVersion failed|Cannot find matching toolchain definitions/,
    /The version of Java \([\d._]+\) (?:you have used|used to run).{0,80} is (?:deprecated|not supported)|(?:needs|requires) Java (?<release>\d+)\+? or (?:later|newer|higher|above)/,
    // Spring Boot 3 and 4 need Java 17; Gradle names the Java that it looked for.
    /No matching variant of org\.springframework\.boot:spring-boot-gradle-plugin:[34]\S* was found.{0,300}compatible with Java (?<version>\d+)/,
    // A JDK that is too new: Lombok, module access, packages that left the JDK
    /class lombok\.\S+ \(in unnamed module \S+\) cannot access class com\.sun\.tools\.javac|JCTree\$JCImport does not have member field/,
    {
      line: /does not "(?:opens|exports) (?:java|sun|com\.sun|jdk)\.|NoClassDefFoundError: javax\/(?:xml\/bind|annotation|activation)|ExceptionInInitializerError: com\.sun\.tools\.javac/,
      strength: 'likely',
    },
  ],
  above: [
    'java-compile-error',
    'jvm-build-invalid',
    'gradle-dependency-unresolved',
    'maven-dependency-unresolved',
    'java-tests-failed',
    'docker-build-step-failed',
    'command-not-found',
    'lint-errors',
    'sam-build-failed',
  ],
  explain: ({ facts }) => {
    const wanted = getWanted(facts);
    return `The project asks for ${wanted ? `Java ${wanted}` : 'another Java version'}, and the build runs ${facts.version ? `Java ${facts.version}` : 'one that does not fit'}, or JAVA_HOME points to none at all.`;
  },
  fix: ({ facts, build }) => {
    const corretto = getCorretto(getWanted(facts));
    return [
      selectRuntimeStep(
        {
          runtime: 'java',
          version: corretto,
          title: `Select ${corretto} in the buildspec (runtime-versions: java); if the image does not have it, take a newer image`,
        },
        build,
      ),
      {
        title:
          'See which JDKs the image has, and which one JAVA_HOME names (set it in the buildspec if it is wrong)',
        command: 'java -version; echo "$JAVA_HOME"; ls -d /usr/lib/jvm/*',
        changes: false,
      },
      {
        title:
          'Or lower what the project asks for: maven.compiler.release or java.version in pom.xml, the toolchain or sourceCompatibility in build.gradle',
        command:
          "git grep --line-number --extended-regexp 'maven.compiler|java.version|<release>|languageVersion|sourceCompatibility|jvmTarget' -- '*pom.xml' '*.gradle' '*.gradle.kts'",
        changes: false,
      },
    ];
  },
});

function getWanted({ release, classfile }: Situation['facts']): string | undefined {
  return release ?? getReleaseOfClassFile(classfile);
}
