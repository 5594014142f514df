import { z } from 'zod';
import { LIMITS } from './limits.ts';
import { richText } from './rich-text.ts';
import { string } from './text.ts';

/** Tables. https://docs.slack.dev/reference/block-kit/blocks/table-block and .../data-table-block */

const blockId = z.string().min(1).max(LIMITS.id).optional();
const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({
  type: z.literal('raw_number'),
  value: z.number(),
  text: z.string().optional(),
});
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);
const row = z.array(cell).min(1).max(LIMITS.tableColumns);

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: blockId,
  rows: z.array(row).min(1).max(LIMITS.tableRows),
  column_settings: z
    .array(
      z
        .strictObject({
          align: z.enum(['left', 'center', 'right']).optional(),
          is_wrapped: z.boolean().optional(),
        })
        .nullable(),
    )
    .max(LIMITS.tableColumns)
    .optional(),
});

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: blockId,
    caption: string(LIMITS.title),
    rows: z.array(row).min(2).max(LIMITS.dataTableRows),
    page_size: z.number().int().min(1).max(LIMITS.dataTablePage).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .superRefine(({ rows }, context) => {
    const width = rows[0]?.length;
    for (const [index, each] of rows.entries()) {
      if (each.length !== width) {
        context.addIssue({
          code: 'custom',
          message: 'all rows must have the same number of cells',
          path: ['rows', index],
        });
      }
    }
    for (const [index, header] of (rows[0] ?? []).entries()) {
      if (header.type === 'rich_text') {
        context.addIssue({
          code: 'custom',
          message: 'unsupported type: rich_text',
          path: ['rows', 0, index, 'type'],
        });
      }
    }
  });
