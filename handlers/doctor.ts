import { signatures } from '../diagnostics/index.ts';
import literals from '../diagnostics/literals.json' with { type: 'json' };
import { runDoctor } from '../src/install/doctor-command.ts';

/** `npm run doctor`: finds what is wrong with an installation, and says how to repair it. */
process.exitCode = await runDoctor(process.argv.slice(2), { signatures, literals });
