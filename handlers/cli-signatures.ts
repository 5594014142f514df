import type { Command } from 'commander';
import pc from 'picocolors';
import { renderSignature, renderSignatureList } from '../src/terminal/render-signatures.ts';
import { getKnown } from './catalogue.ts';
import { fail, warn } from './cli-fail.ts';

/** `signatures [ID]` */
export function addSignatures(program: Command): void {
  program
    .command('signatures')
    .description('list all that Faultline knows, or show one')
    .argument('[id]', 'the id of a signature')
    .action(async (id: string | undefined) => {
      process.exitCode = await showSignatures(id).catch(fail);
    });
}

async function showSignatures(id: string | undefined): Promise<number> {
  const { signatures } = await getKnown(warn);
  if (id === undefined) {
    console.log(renderSignatureList(signatures, pc.isColorSupported));
    return 0;
  }
  const signature = signatures.find((s) => s.id === id);
  if (signature) console.log(renderSignature(signature, pc.isColorSupported));
  else console.error(`There is no signature ${id}; \`faultline signatures\` lists them all.`);
  return signature ? 0 : 1;
}
