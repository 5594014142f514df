import { lookAtStep, renderPlace } from '../../src/fix/look-at.ts';
import { sh } from '../../src/fix/shell.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'native-compile-error',
  family: 'compiled',
  title: 'The compiler, linker or make fails',
  patterns: [
    // gcc, clang, nvcc, swiftc, GHC, Zig, Fortran: `file:line:col: error:`. The path is captured by the look-ahead:
    // so the ending and its colon stay one literal. Java, Kotlin, Go and Rust have signatures of their own.
    /(?<![\w./+@-])(?=(?<path>[\w./+@-]{1,250}):\d)[\w./+@-]{0,250}\.(?:c|h|cc|cpp|cxx|hh|hpp|hxx|inl|ipp|m|mm|cu):(?<line>\d+):(?:\d+(?:-\d+)?:)? (?:fatal |internal compiler )?error:/,
    /(?<![\w./+@-])(?=(?<path>[\w./+@-]{1,250}):\d)[\w./+@-]{0,250}\.(?:s|swift|hs|lhs|zig|d|f|f90|y|l|v|proto|asm|scala):(?<line>\d+):(?:\d+(?:-\d+)?:)? (?:fatal )?error:/i,
    /fatal error: (?<package>[\w./+-]+\.(?:h|hh|hpp)): No such file or directory/,
    /undefined reference to [`'‘]|ld: symbol\(s\) not found|Undefined symbols for architecture/,
    /(?:ld|lld|collect2|ld\.gold): (?:error: )?(?:cannot find -l(?<package>[\w.+-]+)|unable to find library -l(?<package2>[\w.+-]+)|library not found for -l(?<package3>[\w.+-]+))/,
    /(?:collect2: (?:fatal )?error: ld|clang(?:\+\+)?: error: linker command failed|link(?:er)? command failed with exit code)/,
    /^(?:gcc|g\+\+|cc1(?:plus)?|clang|nvcc|swiftc?|f951)(?:-\d+)?(?: fatal)?(?: ?: fatal)?: error: (?!.*Killed)/,
    // erlc, rebar3 and Elixir
    /(?<![\w./-])(?<path>[\w./-]{1,250}\.[ehy]rl):(?<line>\d+)(?::\d+)?: (?:syntax error|undefined|function \S+ (?:undefined|already)|record \S+ (?:undefined|already)|field \S+ undefined|variable '[^']+' is unbound|can't find|head mismatch|illegal|unsafe|bad )/,
    /\*\* \((?:CompileError|SyntaxError|TokenMissingError)\) (?:(?<path>[\w./-]+\.exs?):(?<line>\d+))?|== Compilation error in file (?<path2>\S+) ==/,
    // GHC through cabal and stack; OCaml; Swift's package manager
    /cabal: Could not resolve dependencies|Error: \[?(?:S-\d+|Cabal-\d+)\]?|error: fatalError$/,
    {
      line: /^File "(?<path>[^"]+\.mli?)", lines? (?<line>\d+)(?:-\d+)?, characters/,
      near: { line: /^Error: /, within: 8 },
    },
    // CMake names what it misses some lines below the error; with `-- ` before it the search goes on.
    {
      line: /Target "[^"]{1,100}" links to:/,
      near: {
        line: /^\s+(?<package>glog|gflags|GTest|OpenSSL|JsonCpp|spdlog|Boost|CURL|ZLIB|protobuf|gRPC|Eigen3|yaml-cpp|absl|nlohmann_json|SQLite)::\w/,
        within: 3,
      },
    },
    /package configuration file provided by "(?<package>[^"]+)"|(?<!-- )Could NOT find (?<package2>[\w-]{1,60})\b.{0,300}\((?:missing: |Required is )/,
    /CMake Error(?: at (?<path>[^:\s]+):(?<line>\d+)|: )/,
    /Configuring incomplete, errors occurred!|configure: error: /,
    /(?:autoreconf|aclocal|automake|libtoolize|autoconf)[\w.-]*: (?:error|fatal|failed)/,
    /No package '(?<package>[^']+)' found|Package (?<package2>\S+) was not found in the pkg-config search path/,
    /meson\.build:\d+:\d+: ERROR: |FAILED: \S+\.(?:o|so|a|obj)\b/,
    /make(?:\[\d+\])?: \*\*\* No rule to make target [`'‘](?<target>[^'’]+)/,
    /Makefile:(?<line>\d+): \*\*\* (?!\[)/,
    { line: /ninja: build stopped: |ninja: error: /, strength: 'likely' },
    /xcodebuild: error: /,
    { line: /^\*\* (?:BUILD|ARCHIVE) FAILED \*\*/, strength: 'likely' },
    { line: /make(?:\[\d+\])?: \*\*\* \[(?:\S+:\d+: )?(?<target>[^\]]+)\] Error \d+/, strength: 'symptom' },
  ],
  above: ['docker-build-step-failed'],
  isSummary: true,
  explain: ({ facts }) =>
    facts.package
      ? `The compiler or linker does not find \`${facts.package}\`: its development package is not installed in the build.`
      : facts.target && !facts.path
        ? `make stops at the target \`${facts.target}\`.`
        : `The code does not compile or link${renderPlace(facts)}.`,
  fix: ({ facts }) => {
    const library = facts.package?.replace(/^lib|\.\w+$|-dev$/g, '');
    const install = {
      title: library
        ? `Install the development package that has ${library}, in the install phase`
        : 'Install the compiler (gcc, make) and the development packages that the code needs, in the install phase',
      command: library
        ? sh`apt-get update && apt-get install -y apt-file && apt-file update && apt-file search ${facts.package ?? library}`
        : 'apt-get update && apt-get install -y build-essential pkg-config',
      changes: false,
    };
    const build = facts.target
      ? {
          title: `See what make knows, from the directory in which the build calls it`,
          command: sh`make --dry-run ${facts.target}`,
          changes: false,
          verify: sh`make ${facts.target}`,
        }
      : {
          title: 'Build it with one job and correct the first error: parallel output hides it',
          command: 'make --jobs=1 V=1 2>&1 | grep -m 5 -n -B 2 -A 8 -iE "error|undefined"',
          changes: false,
          verify: 'make --jobs=1',
        };
    return library ? [install, build] : [...lookAtStep(facts), build, install];
  },
});
