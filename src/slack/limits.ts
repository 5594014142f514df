/**
 * Slack's limits, each with the page that states it. Two rows are ours: Slack documents no limit for
 * preformatted text in a rich_text block, and a message's total is known from reports alone.
 */
export const LIMITS = {
  /** https://docs.slack.dev/reference/block-kit/blocks */
  blocksPerMessage: 50,
  /** https://docs.slack.dev/reference/block-kit/blocks/header-block */
  headerText: 150,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionText: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionFields: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/section-block */
  sectionFieldText: 2000,
  /** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
  textObject: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/context-block */
  contextElements: 10,
  /** https://docs.slack.dev/reference/block-kit/blocks/actions-block */
  actionsElements: 25,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonText: 75,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  buttonValue: 2000,
  /** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
  url: 3000,
  /** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
  chartTitle: 50,
  /** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
  chartLabel: 20,
  /** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
  chartPoints: 20,
  /** https://docs.slack.dev/reference/block-kit/blocks/image-block */
  altText: 2000,
  /** Of `block_id` and `action_id`. https://docs.slack.dev/reference/block-kit/blocks */
  identifier: 255,
  /** Best kept below; cut by Slack at 40,000. https://docs.slack.dev/reference/methods/chat.postMessage */
  messageText: 4000,
  /** Ours: what a section may hold is taken to be safe. */
  preformattedText: 3000,
  /** Ours, counted in the characters of the JSON that is sent: refusals are reported from about 12,000. */
  messageTotal: 9000,
} as const;
