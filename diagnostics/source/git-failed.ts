import { getGitSteps } from '../../src/fix/git-steps.ts';
import { defineSignature } from '../../src/signature.ts';

export default defineSignature({
  id: 'git-failed',
  family: 'source',
  title: 'A git command of the build fails',
  patterns: [
    // Where the submodule command is known, git-submodule-failed takes this line.
    { line: /fatal: not (?:a|in a) git (?:repository|directory)/, command: /^(?![\s\S]*git submodule)/ },
    /fatal: detected dubious ownership in repository at '(?<path>[^']+)'/,
    /fatal: unsafe repository \('(?<path>[^']+)' is owned by someone else\)/,
    /fatal: (?:You are not currently on a branch|No names found, cannot describe anything|no tag exactly matches|No annotated tags can describe)/,
    /fatal: (?:attempt to fetch\/clone from a shallow repository|--unshallow on a complete repository does not make sense|shallow file has changed)/,
    /fatal: (?:ambiguous argument|bad revision|bad object|Not a valid object name|invalid reference:|invalid upstream) ?'?(?<version>[^\s']+)/,
    /fatal: unable to auto-detect email address|Please tell me who you are/,
    /fatal: (?:refusing to merge unrelated histories|Not possible to fast-forward|Need to specify how to reconcile divergent branches)/,
    /fatal: destination path '(?<path>[^']+)' already exists and is not an empty directory/,
    /fatal: Unable to create '(?<path>[^']+\.lock)': File exists/,
    /fatal: '?(?<repository>[\w./-]+)'? does not appear to be a git repository|fatal: No such remote '(?<repository2>[^']+)'/,
    /error: src refspec (?<version>\S+) does not match any/,
    /fatal: The current branch (?<version>\S+) has no upstream branch/,
    /^! \[(?:remote )?rejected\] +(?<version>\S+)/,
    /error: failed to push some refs to '(?<url>[^']+)'/,
    /CONFLICT \([\w/ ]+\): Merge conflict in (?<path>\S+)|Automatic merge failed; fix conflicts/,
    /(?:Your local changes to|The following untracked working tree files).{0,30} would be overwritten by/,
    /(?:error|fatal): (?:remote (?<repository>\S+)|a branch named '(?<version>[^']+)'|tag '(?<version2>[^']+)') already exists/,
    /fatal: (?:\$HOME not set|index file corrupt|loose object \S+ .{0,60}is corrupt)/,
    /Error downloading object: (?<path>\S+)|smudge filter lfs failed|This repository is over its data quota/,
    {
      line: /fatal: (?:early EOF|index-pack failed|fetch-pack: invalid index-pack output|the remote end hung up unexpectedly)/,
      strength: 'likely',
    },
    {
      line: /^nothing (?:added )?to commit|no changes added to commit/,
      command: /git commit/,
      strength: 'likely',
    },
    // Go asks git for the commit that it stamps into the binary: mostly the owner of the checkout is another one.
    /error obtaining VCS status: exit status \d+/,
    { line: /^fatal: \S/, command: /\bgit /, strength: 'symptom' },
  ],
  explain: ({ facts }) =>
    `A git command of the build stopped${facts.path ? ` at \`${facts.path}\`` : facts.version ? ` at \`${facts.version}\`` : ''}. CodeBuild's checkout is not what it expects: CodePipeline passes a zip without .git, a direct source is a shallow clone with a detached HEAD, and the files may belong to another user.`,
  fix: getGitSteps,
});
