import { readFileSync } from 'node:fs';
import { getScenario, type Scenario, scenarioSchema } from './aws/index.ts';

const NAME = 'parameter-store-access-denied';
const FOLDER = new URL(`./scenarios/${NAME}/`, import.meta.url);

const PRODUCTS = [
  'billing',
  'cart',
  'catalog',
  'login',
  'mail',
  'orders',
  'payments',
  'reports',
  'search',
  'stock',
];
const PARTS = ['api', 'web', 'worker'];

export interface Storm {
  startedAt: Date;
  number?: number;
  /** Which of its parameters each may not read. */
  parameter?: 'username' | 'password' | 'url';
}

/**
 * One cause that breaks many projects at once: their roles, each its own, may no longer read their parameters, each its
 * own. Takes how many.
 */
export function readStorm(
  count: number,
  { startedAt, number = 7, parameter = 'username' }: Storm,
): Scenario[] {
  const [data, log] = ['scenario.json', 'build.log'].map((file) =>
    readFileSync(new URL(file, FOLDER), 'utf8'),
  );
  return Array.from({ length: count }, (_, i) => {
    const project = getName(i);
    const own = (text = '') =>
      text
        .replaceAll('codebuild-flask-app-service-role', `${project}-build-role`)
        .replaceAll(
          'parameter/my_app_Docker_credentials_username',
          `parameter/my_app_Docker_credentials_${parameter}`,
        )
        .replaceAll('my_app_', `${project}_`)
        .replaceAll('flask-app', project);
    const scenario = scenarioSchema.parse(JSON.parse(own(data)));
    return getScenario(NAME, scenario, own(log), { project, startedAt, number });
  });
}

function getName(i: number): string {
  const names = PARTS.flatMap((part) => PRODUCTS.map((product) => `${product}-${part}`));
  const round = Math.floor(i / names.length);
  return `${names[i % names.length]}${round === 0 ? '' : `-${round + 1}`}`;
}
