import { z } from 'zod';
import { type Operations, operation } from '../call.ts';
import { uuidOf } from '../scenario.ts';

/** A quota's code is L- and eight digits or letters; here they follow from the name. */
function render(ServiceCode: string, QuotaName: string, Value: number) {
  const QuotaCode = `L-${uuidOf(QuotaName).slice(0, 8).toUpperCase()}`;
  return { ServiceCode, QuotaCode, QuotaName, Value, Unit: 'None', Adjustable: true, GlobalQuota: false };
}

export const serviceQuotas: Operations = {
  ListServiceQuotas: operation(z.object({ ServiceCode: z.string() }), ({ ServiceCode }, { account }) => ({
    Quotas: Object.entries(account.quotas.get(ServiceCode) ?? {}).map(([name, value]) =>
      render(ServiceCode, name, value),
    ),
  })),
};
