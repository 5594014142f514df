import { type CodeCommitClient, GetFileCommand, GetFolderCommand } from '@aws-sdk/client-codecommit';
import type { Source, SourceFile, SourceTree } from './source.ts';

/** GetFolder lists one folder a call: a tree with more than this many is not read to its end. */
const MAX_FOLDERS = 80;
const SIDE_BY_SIDE = 8;

/** A repository of CodeCommit at a commit; undefined where the location is not one of CodeCommit. */
export function openCodeCommit(
  codecommit: CodeCommitClient,
  location: string,
  commitSpecifier: string,
): Source | undefined {
  const repositoryName = /git-codecommit\.[^/]+\/v1\/repos\/([^/]+)/.exec(location)?.[1];
  if (!repositoryName) return undefined;
  const at = { repositoryName, commitSpecifier };
  return {
    needs: 'codecommit:GetFolder and codecommit:GetFile',
    list: () => listFolders(codecommit, at),
    read: (path) => readFile(codecommit, at, path),
  };
}

interface At {
  repositoryName: string;
  commitSpecifier: string;
}

async function listFolders(codecommit: CodeCommitClient, at: At): Promise<SourceTree> {
  const files: SourceFile[] = [];
  let folders = ['/'];
  for (let read = 0; folders.length > 0 && read < MAX_FOLDERS; read += SIDE_BY_SIDE) {
    const now = folders.slice(0, SIDE_BY_SIDE);
    const answers = await Promise.all(
      now.map((folderPath) => codecommit.send(new GetFolderCommand({ ...at, folderPath }))),
    );
    for (const { absolutePath, fileMode } of answers.flatMap((answer) => answer.files ?? []))
      if (absolutePath) files.push({ path: absolutePath, isExecutable: fileMode === 'EXECUTABLE' });
    const below = answers.flatMap((answer) =>
      (answer.subFolders ?? []).flatMap((folder) => folder.absolutePath ?? []),
    );
    folders = [...folders.slice(SIDE_BY_SIDE), ...below];
  }
  return { files, isPartial: folders.length > 0 };
}

async function readFile(codecommit: CodeCommitClient, at: At, filePath: string): Promise<string | undefined> {
  try {
    const { fileContent } = await codecommit.send(new GetFileCommand({ ...at, filePath }));
    return fileContent && Buffer.from(fileContent).toString('utf8');
  } catch (error) {
    if (error instanceof Error && /^(?:File|Path)DoesNotExistException$/.test(error.name)) return undefined;
    throw error;
  }
}
