import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, escapeCode, escapeMrkdwn } from '../../src/slack/escape.ts';
import { hostileText } from './hostile-report.ts';

const decode = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('escapeMrkdwn', () => {
  it.each([
    ['<!channel> <@U012AB3CD> <#C0|x>', '&lt;!channel&gt; &lt;@\u200BU012AB3CD&gt; &lt;#\u200BC0|x&gt;'],
    ['<https://evil.example|here>', '&lt;https:\u200B//evil.\u200Bexample|here&gt;'],
    ['a && b', 'a &amp;&amp; b'],
    ['*bold* _it_ ~no~ `code`', '∗bold∗ ˍitˍ ∼no∼ ˋcodeˋ'],
    ['@here bob@evil.example', '@\u200Bhere bob@\u200Bevil.\u200Bexample'],
    ['arn:aws:iam', 'arn:\u200Baws:iam'],
    ['> quoted', '\u200B&gt; quoted'],
    ['\u202Egnp.exe\u0007', 'gnp.\u200Bexe'],
  ])('shows %j as it stands', (text, escaped) => {
    expect(escapeMrkdwn(text)).toBe(escaped);
  });

  it.each([
    'payments-api #214 failed',
    'snake_case_name',
    'ssm:GetParameters',
    '5 * 3',
    'v1.2.3',
    'a/b-c, d',
  ])('leaves %j alone where nothing could be read as markup', (text) => {
    expect(escapeMrkdwn(text).replace('∗', '*')).toBe(text);
  });

  it('leaves nothing that Slack could read as markup, whatever the text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeMrkdwn(text);
        expect(escaped).not.toMatch(/[<>`]/);
        expect(escaped).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(escaped).not.toMatch(/(?<![\p{L}\p{N}*_~])[*_~]|[*_~](?![\p{L}\p{N}*_~])/u);
        expect(escaped).not.toMatch(/@[\p{L}\p{N}_]|#\p{L}|:\/\/|:[\w+'-]+:/u);
        expect(escaped).not.toMatch(/(^|\n)\s*&gt;/);
        expect(escaped).not.toMatch(/[\0-\x08\x0B-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]/);
        expect(escaped.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('escapeCode', () => {
  it('keeps a code block closed to what is in it, and copies back as it was', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeCode(text);
        expect(escaped).not.toContain('```');
        expect(escaped).not.toMatch(/[<>]/);
        if (!text.includes('```')) expect(decode(escaped)).toBe(cleanText(text));
      }),
    );
  });
});

describe('cleanText', () => {
  it('keeps line feeds and tabs, makes carriage returns line feeds and drops what cannot be seen', () => {
    expect(cleanText('a\tb\r\nc\rd\0\x1b[0m\u200B\u2066\u{E0041}é🧨')).toBe('a\tb\nc\nd[0mé🧨');
  });
});
