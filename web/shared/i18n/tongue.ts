// In which language a text that somebody typed is read aloud and drawn: with 汉字 in it, Chinese.
import type { Lang } from '../api/types';

export const tongueOf = (text: string): Lang => (/\p{Script=Han}/u.test(text) ? 'zh' : 'en');
