import { distance } from 'fastest-levenshtein';
import type { Facts } from '../model.ts';
import { placeholder } from './shell.ts';

/** Packages of npm that people mean when they mistype one. */
const KNOWN =
  'express react react-dom lodash axios typescript webpack webpack-cli eslint prettier jest mocha vite next vue nuxt rollup esbuild babel-loader dotenv moment dayjs uuid chalk commander yargs mongoose sequelize prisma pg mysql2 redis aws-sdk aws-cdk aws-cdk-lib cdk-assets constructs serverless cors body-parser helmet morgan nodemon ts-node tslib rxjs zod ajv socket.io jsonwebtoken bcrypt bcryptjs sharp puppeteer playwright cypress tailwindcss postcss autoprefixer sass node-sass svelte gatsby husky rimraf cross-env concurrently winston pino fastify koa graphql apollo-server styled-components react-router-dom react-scripts redux'.split(
    ' ',
  );

/** A well-known package whose name is one or two letters away from this one; nothing where it is known itself. */
export function findMeantPackage(name: string): string | undefined {
  if (name.length < 4 || KNOWN.includes(name)) return undefined;
  const near = KNOWN.map((known) => ({ known, steps: distance(name, known) })).sort(
    (a, b) => a.steps - b.steps,
  )[0];
  return near && near.steps <= (name.length < 6 ? 1 : 2) ? near.known : undefined;
}

/** The name of an npm package as the log gives it, if need be out of its URL: `https://registry/@scope%2fname`. */
export function getPackageName({ package: named, url }: Facts): string {
  const path = /^https?:\/\/[^/]+\/(?:.*\/)?((?:@|%40)[^/]+(?:%2f|\/)[^/?]+|[^/?]+)/i.exec(url ?? '')?.[1];
  return named ?? path?.replace(/%2f/i, '/').replace('%40', '@') ?? placeholder('package');
}
