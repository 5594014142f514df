import { describe, expect, it } from 'vitest';
import { getQuotedValues, prose } from '../../src/slack/prose.ts';
import { sampleReport } from './reports.ts';

const facts = {
  principal: 'arn:aws:sts::111122223333:assumed-role/shop-build/AWSCodeBuild-1',
  resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/shop/db-password',
};

describe('a sentence', () => {
  it.each([
    ['shop-build may not read it.', 'shop-build'],
    ['The parameter shop/db-password is not there.', 'shop/db-password'],
    [`No policy names ${facts.resource}.`, facts.resource],
    ['It needs `ssm:GetParameters`.', 'ssm:GetParameters'],
  ])('shows what it quotes as code: %s', (text, quoted) => {
    const pieces = prose(text, getQuotedValues(sampleReport({ facts, command: null })), 1000);
    expect(pieces.filter(({ style }) => style?.code).map((piece) => piece.text)).toEqual([quoted]);
  });
});
