import type { Reports } from '../../ports/administration/reports.ts';
import type { LocalChat } from '../local-chat.ts';
import { checkedReport } from './checked-report.ts';
import { disclosureOf } from './disclosure.ts';

/** Reports of messages, and what comes of them. */
export function createReportCommands(local: Pick<LocalChat, 'server' | 'storage' | 'clock'>): Reports {
  const { api } = local.server;
  const { clock } = local;
  const of = (report: string) => ({ params: { report } });
  return {
    disclosure: (conversation, seq) => disclosureOf(local, conversation, seq),
    send: async ({ conversation, seq, version, evidence }, reason, words) => {
      await api.call('reportMessage', { body: { conversation, seq, version, reason, words, evidence } });
    },
    notices: async () => (await api.call('notices')).notices,
    acknowledge: async (notice) => {
      await api.call('acknowledgeNotice', { params: { notice } });
    },
    page: (state, after) => api.call('reports', { body: after === undefined ? { state } : { state, after } }),
    details: async (report) => checkedReport({ api, clock }, await api.call('report', of(report))),
    decide: (report, decision) => api.call('decideReport', { ...of(report), body: decision }),
    unmute: async (uid) => {
      await api.call('unmute', { params: { uid } });
    },
  };
}
