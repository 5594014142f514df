import { getVersionSteps } from '../../src/fix/tool-version.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'tool-version-unsuitable',
  family: 'files',
  title: 'A tool is there, but its version or edition cannot do the job',
  patterns: [
    // The loader: a binary built for a newer Linux than the image's.
    /(?<![^\s:/])(?<tool>[^\s:/]+): (?:\S+: )?version [`'‘"]?(?<version>(?:GLIBC|GLIBCXX|CXXABI|OPENSSL)_[\d.]+)['’"]? not found/,
    /version [`'‘"]?(?<version>(?:GLIBC|GLIBCXX|CXXABI)_[\d.]+)['’"]? not found/,
    // Hugo's standard edition, or one too old for the theme.
    /this feature is not available in (?:your current|this) (?<tool>Hugo) version/i,
    /(?<tool>Hugo) (?:extended|version).{0,60}(?:is required|not compatible)|not compatible with this (?<tool2>Hugo) version/i,
    /you need the extended version to build|requires? (?<tool>Hugo) (?:Extended|extended|v?\d)/i,
    // The CDK: its CLI reads only the formats it knows.
    /A newer version of the (?<tool>CDK CLI) \((?<version>[^)]+)\) is necessary/,
    /This (?<tool>CDK CLI) is not compatible with the CDK library/,
    /Cloud assembly schema version mismatch: .{0,60}found (?<version>[\d.]+)/,
    // Docker's client against its daemon, Compose files, what only BuildKit can do.
    /client version (?<version>[\d.]+) is too (?:old|new)\. (?:Minimum|Maximum) supported API version/,
    /client is newer than server \(client API version: (?<version>[\d.]+)/,
    /Version in "?(?<path>\S+?)"? is (?:unsupported|invalid)/,
    /the --\w+ option requires BuildKit/,
    // A Docker engine from before 2017 reads no image index: `FROM ubuntu:latest` in an old build image.
    /^missing signature key$/,
    // Maven's and Aether's classes of different versions.
    /Error injecting: .{0,40}org\.eclipse\.aether|NoSuchMethodError: .{0,40}org\.(?:apache\.maven|eclipse\.aether)/,
    // `aws codeartifact login` of older AWS CLIs sets what npm 9 no longer knows.
    /'(?<tool>npm)', 'config', 'set', '[^']*:(?<version>always-auth)'|(?<version2>always-auth)[`"']? is not a valid (?<tool2>npm) option/,
    // CMake, Meson, Autoconf, Bison, Git, Terraform, Bazel, Serverless and others that compare versions.
    /(?<tool>CMake|Autoconf|Automake|Bison) (?:version )?(?<version>[\d.]+) or higher is required/,
    /(?<tool>Meson) version is [\d.]+ but project requires (?<version>[<>=~\d. ]+)/,
    /The (?<tool>Serverless) version \([^)]+\) does not satisfy the "frameworkVersion" \((?<version>[^)]+)\)/,
    /The project you're trying to build requires (?<tool>Bazel) (?<version>[\d.]+)/,
    /This configuration does not support (?<tool>Terraform) version (?<version>[\d.]+)/,
    {
      line: /unknown flag: (?<version>--(?:platform|secret|ssh|mount|load|push|provenance|build-context))$/,
      command: /docker/,
      strength: 'likely',
    },
    // Go of the module, version managers of languages
    /go\.mod requires (?<tool>go) >= (?<version>[\d.]+) \(running go|invalid (?<tool2>go) version '(?<version2>[\d.]+)': must match format/,
    /^(?<tool>rbenv|nodenv|goenv|phpenv|jenv): version [`'](?<version>[^'`]+)' is not installed/,
    { line: /^Error: Unsupported (?<tool>Terraform) Core version/, strength: 'likely' },
    {
      line: /\b(?<tool>[A-Za-z][\w-]{1,24}) (?:version )?(?<version>v?\d[\w.]*) or (?:later|newer|higher|above|greater) is required/,
      strength: 'likely',
    },
    {
      line: /requires (?<tool>[A-Za-z][\w-]{1,24}) (?:version )?(?<version>(?:>=? ?)?v?\d[\w.]*) or (?:later|newer|higher|above|greater)/,
      strength: 'likely',
    },
  ],
  above: [
    'cdk-synth-failed',
    'npm-script-failed',
    'docker-build-step-failed',
    'terraform-init-failed',
    'native-compile-error',
  ],
  explain: ({ facts }) =>
    /^(?:GLIBC|CXXABI)/.test(facts.version ?? '')
      ? `\`${facts.tool ?? 'The program'}\` was built for a newer Linux than the build image: it wants \`${facts.version}\`, which the system libraries of the image do not have.`
      : `\`${facts.tool ?? 'A tool of the build'}\` is installed in a version or edition that does not fit${facts.version ? ` (in the message: \`${facts.version}\`)` : ''}.`,
  fix: getVersionSteps,
});
