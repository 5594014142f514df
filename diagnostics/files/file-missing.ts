import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';
import { placeholder, sh } from '../../src/fix/shell.ts';
import { getTemplateSteps } from '../../src/fix/template-property.ts';
import { defineSignature, type Situation } from '../../src/signature.ts';

// Generic, so most lines are only likely: a more special signature may know which file matters and why.
const likely = (line: RegExp) => ({ line, strength: 'likely' as const });

export default defineSignature({
  id: 'file-missing',
  family: 'files',
  title: 'A file that a command needs is not there',
  patterns: [
    // Tools that stop for one file and say which.
    /Unable to access jarfile (?<path>\S+)/,
    /can't open file '(?<path>[^']+)': \[Errno 2\] No such file or directory/,
    /Could not open input file: (?<path>\S+)/,
    /(?:Template|Config|Configuration|Env|Manifest|Spec) file (?:\S+ )?(?:not found at|does not exist at|was not found at|not found:) (?<path>\S+)/i,
    /Parameter (?<parameter>\w+) of resource (?<resource>\w+) refers to a file or folder that does not exist (?<path>\S+)/,
    /Unable to load paramfile,? ['"]?(?:fileb?:\/\/)?(?<path>[^\s:'"]+)/,
    /The user-provided path (?<path>\S+) does not exist|Invalid template path (?<path2>\S+)/,
    /(?:Path|File) '(?<path>[^']+)' does not exist|cannot read distributionUrl property in (?<path2>\S+)/,
    /(?:ClassNotFoundException: |Could not find or load main class )org\.(?<tool>gradle|apache\.maven)\.wrapper\.\w+/,
    /error: the path "(?<path>[^"]+)" does not exist/,
    /couldn't find env file: (?<path>\S+)|[Ee]nv file (?<path2>\S+) not found/,
    /(?:stat|open) (?<path>\S*compose\.ya?ml): no such file|(?<path2>no configuration file) provided: not found|Can't find a suitable (?<path3>configuration file) in this/,
    /Composer could not find a (?<path>composer\.json) file|could not find `(?<path2>Cargo\.toml)` in|Could not locate (?<path3>Gemfile)\b|No (?<path4>Rakefile) found/,
    /is not installable\. (?:Neither|File) '(?<path>setup\.py)|could not find a (?<path2>pyproject\.toml) file|(?<path3>Pipfile) (?:not found!|present at project home)|(?<path4>Chart\.yaml) file is missing/,
    /\*\*\* No targets specified and no (?<path>makefile) found/,
    // The shell: a script that is run, read with `.`, redirected from, or given to `sh`.
    /sh: (?:line )?(?:\d+: )?(?:\S+: )?(?<path>[^\s:/]*\/[^\s:]*|[^\s:]+\.(?:sh|py)): (?:not found|No such file or directory)$/,
    /line \d+: (?:source: |\.: )?(?<path>[^\s:]+): (?:No such file or directory|file not found)$/,
    /sh: (?:0|\d+: (?:\.|source)): (?:[Cc]an't|cannot) open (?<path>[^\s:]+)/,
    ...[
      // coreutils and their like; Python; Node; Java; Go; Ruby; .NET; the loader; whoever else asks the system.
      /(?:cannot stat|cannot access|can't read|cannot open|cannot find or open|cannot remove|cannot touch) ['"‘`]?(?<path>[^\s'"’`:]+?)['"’`]?(?: for reading)?(?:: No such file or directory|[,.]?$|, )/,
      /(?:[Cc]ould not open|[Ff]ailed to open)(?: file| stream)?:? ['"`]?(?<path>[^\s'"`:]+)['"`]?: No such file or directory/,
      /(?:require|include|file_get_contents|fopen)(?:_once)?\((?<path>[^)]+)\): [Ff]ailed to open stream: No such file|link_stat "(?<path2>[^"]+)" failed/,
      /\[Errno 2\] No such file or directory: b?['"](?<path>[^'"]+)['"]/,
      /ENOENT: no such file or directory, (?:open|l?stat|access|copyfile|realpath|read) '(?<path>[^']+)'/,
      /FileNotFoundException: (?:(?<path>\S+) )?\(No such file or directory\)/,
      /\b(?:open|l?stat|read|unable to open|fork\/exec) (?<path>[^\s:]+): no such file or directory/,
      /No such file or directory (?:@ rb_\w+ )?- (?<path>\S+)/,
      /Could not find (?:a part of the path|file) '(?<path>[^']+)'|The system cannot find the (?:file|path) specified/,
      /error while loading shared libraries: (?<path>\S+): cannot open shared object file/,
      /^(?:\(child\): )?(?:[\w.-]+: ){1,2}(?<path>[^\s:]+): (?:Cannot (?:open|stat): )?No such file or directory/,
      /zip error: Nothing to do! \(.{0,80}-i (?<path>\S+)\)|zip warning: name not matched: (?<path2>\S+)/,
      /\bFile not found: ['"`]?(?<path>[^\s'"`]+)/i,
    ].map(likely),
  ],
  checks: (situation) =>
    situation.facts.path ? [{ kind: 'file-misplaced', path: situation.facts.path }] : [],
  explain: (situation) =>
    `The command needs \`${getPathInSource(getPath(situation))}\`, and there is no such file from where it ran: it lies elsewhere, was not committed, or an earlier step did not write it.`,
  fix: (situation) => [
    ...getTemplateSteps(situation),
    ...getMisplacedSteps({ path: getPath(situation), command: sh`cat ${getPath(situation)}` }, situation),
    {
      title: 'If an earlier command should write it, see whether that command did, and where',
      command: sh`ls -la ${getPath(situation).split('/').slice(0, -1).join('/') || '.'}`,
      changes: false,
    },
  ],
});

/** A wrapper's class names the file that lies beside it. */
function getPath({ facts }: Situation): string {
  if (/configuration file$/.test(facts.path ?? '')) return 'docker-compose.yml';
  if (facts.tool === 'gradle') return 'gradle/wrapper/gradle-wrapper.jar';
  if (facts.tool === 'apache.maven') return '.mvn/wrapper/maven-wrapper.jar';
  return facts.path ?? placeholder('file');
}
