import { formatNumber } from '@shared/formats/numbers';
import { say, useLang } from '@shared/i18n/language';
import { useUiTexts } from '@ui/texts';
import type { Fault } from './draft';
import { useTexts } from './texts';

// A fault as a sentence that says what to do.
export function useFaultText(): (fault: Fault) => string {
  const t = useTexts();
  const ui = useUiTexts();
  const lang = useLang();
  const plain = (fault: Fault): string => {
    if (fault.code === 'day_missing' || fault.code === 'day_wrong') return ui(fault.code);
    if (fault.code === 'fault_min') return t('fault_min', { min: formatNumber(fault.bound ?? '') });
    if (fault.code === 'fault_max') return t('fault_max', { max: formatNumber(fault.bound ?? '') });
    if (fault.code === 'fault_decimals') return t('fault_decimals', { n: fault.digits ?? 0 });
    return t(fault.code, { year: fault.year ?? '' });
  };
  return (fault) => (fault.column ? t('fault_cell', { year: fault.year ?? '', column: say(fault.column.label, lang), fault: plain(fault) }) : plain(fault));
}
