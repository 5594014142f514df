import { describe, expect, it } from 'vitest';
import { parseBuildspec } from '../../src/build/read-buildspec.ts';
import { getMisplacedSteps, getPathInSource } from '../../src/fix/misplaced.ts';

const requirements = { path: 'requirements.txt', command: 'pip install -r requirements.txt' };

describe('the way to a misplaced file', () => {
  it('starts with the command that finds it', () => {
    const [first, second] = getMisplacedSteps(requirements, { facts: {} });
    expect(first?.command).toBe("git ls-files '*requirements.txt'");
    expect(second?.patch).toContain('+      - cd YOUR_DIRECTORY_OF_REQUIREMENTS_TXT\n');
  });

  it('is a cd once the place is known', () => {
    const facts = { found: 'day14/simple_python_app/requirements.txt' };
    const [step] = getMisplacedSteps(requirements, { facts });
    expect(step?.patch).toContain('+      - cd day14/simple_python_app\n       - pip');
  });

  it('goes from the root where a tool named the directory that it stood in', () => {
    const missing = { path: '/codebuild/output/src1/src/web/package.json', command: 'npm ci' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'app/package.json' } });
    expect(step?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"/app\n');
  });

  it('goes back to the root for a file that lies there', () => {
    const [step] = getMisplacedSteps(requirements, { facts: { found: 'requirements.txt' } });
    expect(step?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"\n');
  });

  it('corrects the path in the command where no directory leads to it', () => {
    const missing = { path: 'ci/requirements.txt', command: 'pip install -r ci/requirements.txt' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'src/requirements.txt' } });
    expect(step?.patch).toContain('+      - pip install -r src/requirements.txt\n');
  });

  it('corrects the command that goes elsewhere itself', () => {
    const goes = {
      facts: { found: 'requirements.txt' },
      command: 'cd app && pip install -r requirements.txt',
    };
    const [named] = getMisplacedSteps(requirements, goes);
    expect(named?.patch).toContain(
      '+      - cd app && pip install -r "$CODEBUILD_SRC_DIR"/requirements.txt\n',
    );
    const missing = { path: 'package.json', command: 'npm ci' };
    const [moved] = getMisplacedSteps(missing, {
      facts: { found: 'web/package.json' },
      command: 'cd app && npm ci',
    });
    expect(moved?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"/web && npm ci\n');
  });

  it('renames a file that is written in other letters', () => {
    const missing = { path: 'Dockerfile', command: 'docker build .' };
    const [step] = getMisplacedSteps(missing, { facts: { found: 'app/dockerfile' } });
    expect(step?.command).toMatch(/^git mv app\/dockerfile app\/Dockerfile && /);
  });

  it('has a patch for each place where there are several', () => {
    const steps = getMisplacedSteps(requirements, {
      facts: { found: 'a/requirements.txt\nb/requirements.txt' },
    });
    expect(steps.map((step) => step.patch)).toEqual([
      expect.stringContaining('+      - cd a\n'),
      expect.stringContaining('+      - cd b\n'),
    ]);
    expect(steps[1]?.title).toContain('Or, if the one at b/requirements.txt is meant: go to b');
  });

  it('goes from the root where an earlier command of the buildspec went elsewhere', () => {
    const text = 'phases:\n  build:\n    commands:\n      - cd web\n      - npm ci\n';
    const buildspec = parseBuildspec(text, { file: 'buildspec.yml', where: 'source' });
    const facts = { found: 'app/package.json', buildspecLine: '5' };
    const [step] = getMisplacedSteps({ path: 'package.json', command: 'npm ci' }, { facts, buildspec });
    expect(step?.patch).toContain('+      - cd "$CODEBUILD_SRC_DIR"/app\n');
  });

  it('is a commit where the file is nowhere, and the name that is there where one is called alike', () => {
    const facts = { place: 'nowhere', near: 'requirement.txt' };
    const [rename, commit] = getMisplacedSteps(requirements, { facts, command: requirements.command });
    expect(rename?.patch).toContain('+      - pip install -r requirement.txt\n');
    expect(commit?.command).toContain('git add --force requirements.txt');
  });

  it('quotes what the log says', () => {
    const [first] = getMisplacedSteps({ path: 'a; rm -rf $(x)', command: 'x' }, { facts: {} });
    expect(first?.command).toBe("git ls-files '*a; rm -rf $(x)'");
  });
});

describe('the path in the source', () => {
  it.each([
    ['/codebuild/output/src285684034/src/fe/Dockerfile', 'fe/Dockerfile'],
    ['/codebuild/output/src1/src/github.com/me/app/x.txt', 'x.txt'],
    ['/codebuild/output/src1/src/git-codecommit.us-east-2.amazonaws.com/v1/repos/shop/a/x.txt', 'a/x.txt'],
    ['/codebuild/output/src2740/src/s3/00/buildspecs/build.yml', 'buildspecs/build.yml'],
    ['/codebuild/output/srcDownload/src/x.txt', 'x.txt'],
    ['./././x.txt', 'x.txt'],
    ['x.txt', 'x.txt'],
  ])('of %s is %s', (path, expected) => {
    expect(getPathInSource(path)).toBe(expected);
  });
});
