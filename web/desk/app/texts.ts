import { textsOf } from '@shared/i18n/language';
import en from './messages.en.json';
import zh from './messages.zh.json';

export type AppKey = keyof typeof zh;
export const useAppTexts = textsOf(zh, en);
