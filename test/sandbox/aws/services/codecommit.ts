import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CodeRepository } from '../account.ts';
import { type Operations, operation, type World } from '../call.ts';
import { AwsError } from '../errors.ts';

const at = z.object({ repositoryName: z.string(), commitSpecifier: z.string().optional() });

function needRepository({ account }: World, name: string): CodeRepository {
  const found = account.code.get(name);
  if (!found) throw new AwsError('RepositoryDoesNotExistException', `${name} does not exist`);
  return found;
}

/** The one commit that the repository has, by its id, its branch or nothing said. */
function needCommit(world: World, { repositoryName, commitSpecifier }: z.output<typeof at>): CodeRepository {
  const repository = needRepository(world, repositoryName);
  const { commit, branch } = repository;
  const known = [undefined, 'HEAD', commit, branch, `refs/heads/${branch}`];
  if (!known.includes(commitSpecifier)) {
    throw new AwsError('CommitDoesNotExistException', `Commit ${commitSpecifier} does not exist`);
  }
  return repository;
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function getFolder(repository: CodeRepository, path: string) {
  const folder = path.replace(/^\/|\/$/g, '');
  const prefix = folder === '' ? '' : `${folder}/`;
  const below = [...repository.files].filter(([file]) => file.startsWith(prefix));
  if (below.length === 0) {
    throw new AwsError('FolderDoesNotExistException', `Could not find path ${path}`);
  }
  const folders = new Set(
    below
      .map(([file]) => file.slice(prefix.length))
      .flatMap((rest) => (rest.includes('/') ? rest.split('/', 1) : [])),
  );
  return {
    commitId: repository.commit,
    folderPath: folder,
    treeId: hash(`tree ${folder}`),
    subFolders: [...folders].map((name) => ({
      treeId: hash(`tree ${prefix}${name}`),
      absolutePath: `${prefix}${name}`,
      relativePath: name,
    })),
    files: below
      .filter(([file]) => !file.slice(prefix.length).includes('/'))
      .map(([file, text]) => ({
        blobId: hash(text),
        absolutePath: file,
        relativePath: file.slice(prefix.length),
        fileMode: 'NORMAL',
      })),
    symbolicLinks: [],
    subModules: [],
  };
}

export const codecommit: Operations = {
  GetFolder: operation(at.extend({ folderPath: z.string() }), (input, world) =>
    getFolder(needCommit(world, input), input.folderPath),
  ),
  GetFile: operation(at.extend({ filePath: z.string() }), (input, world) => {
    const repository = needCommit(world, input);
    const path = input.filePath.replace(/^\//, '');
    const text = repository.files.get(path);
    if (text === undefined)
      throw new AwsError('FileDoesNotExistException', `Could not find path ${input.filePath}`);
    return {
      commitId: repository.commit,
      blobId: hash(text),
      filePath: path,
      fileMode: 'NORMAL',
      fileSize: Buffer.byteLength(text),
      fileContent: Buffer.from(text).toString('base64'),
    };
  }),
  GetCommit: operation(z.object({ repositoryName: z.string(), commitId: z.string() }), (input, world) => {
    const { commit } = needCommit(world, {
      repositoryName: input.repositoryName,
      commitSpecifier: input.commitId,
    });
    const author = { name: 'Alice', email: 'alice@example.com', date: '1795164000 +0000' };
    return {
      commit: {
        commitId: commit,
        treeId: hash('tree '),
        parents: [],
        message: 'Pin Flask\n',
        author,
        committer: author,
      },
    };
  }),
  GetBranch: operation(z.object({ repositoryName: z.string(), branchName: z.string() }), (input, world) => {
    const { branch, commit } = needRepository(world, input.repositoryName);
    if (input.branchName !== branch) {
      throw new AwsError('BranchDoesNotExistException', `Branch ${input.branchName} does not exist`);
    }
    return { branch: { branchName: branch, commitId: commit } };
  }),
};
