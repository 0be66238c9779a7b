import { textsOf } from '@shared/i18n/language';
import en from './messages.en.json';
import zh from './messages.zh.json';

export const useTexts = textsOf(zh, en);
