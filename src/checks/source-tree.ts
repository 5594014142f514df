import { type CodeCommitClient, GetFolderCommand } from '@aws-sdk/client-codecommit';
import type { Build } from '../model.ts';
import type { CheckClients } from './clients.ts';

/** GetFolder lists one folder a call: a tree with more than this many is not read to its end. */
const MAX_FOLDERS = 80;
const SIDE_BY_SIDE = 8;

/** The paths of all files of a commit; undefined for a kind of source that cannot be listed. Throws what the SDK throws. */
export async function listSourceFiles(
  clients: CheckClients,
  { source }: Build,
  commit: string,
): Promise<string[] | undefined> {
  const repository = /git-codecommit\.[^/]+\/v1\/repos\/([^/]+)/.exec(source?.location ?? '')?.[1];
  if (source?.type === 'CODECOMMIT' && repository)
    return listCodeCommit(clients.codecommit, repository, commit);
  return undefined;
}

async function listCodeCommit(
  codecommit: CodeCommitClient,
  repositoryName: string,
  commitSpecifier: string,
): Promise<string[]> {
  const files: string[] = [];
  let folders = ['/'];
  for (let read = 0; folders.length > 0 && read < MAX_FOLDERS; read += SIDE_BY_SIDE) {
    const now = folders.slice(0, SIDE_BY_SIDE);
    const answers = await Promise.all(
      now.map((folderPath) =>
        codecommit.send(new GetFolderCommand({ repositoryName, commitSpecifier, folderPath })),
      ),
    );
    files.push(
      ...answers.flatMap((answer) => (answer.files ?? []).flatMap((file) => file.absolutePath ?? [])),
    );
    const below = answers.flatMap((answer) =>
      (answer.subFolders ?? []).flatMap((folder) => folder.absolutePath ?? []),
    );
    folders = [...folders.slice(SIDE_BY_SIDE), ...below];
  }
  return files.sort();
}
