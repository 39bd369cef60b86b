/** The bounds of reports, as in `LIMITS`. Apart from it, because the first page needs none of them. */
export const REPORT_LIMITS = {
  /** One JSON body of a report: an envelope and what it says, each in base64. */
  reportBodyBytes: 128 * 1024,
  /** Characters of what somebody says about a report or a decision. */
  reportWordsMax: 1_000,
  /** Reports of one person that are not decided. */
  openReportsPerUser: 20,
  /** Reports of one message that are not decided. */
  openReportsPerMessage: 10,
  /** Reports that are not decided, of all people. */
  openReports: 1_000,
  /** Reports in one page. */
  pageReports: 50,
  /** Days after which a report that nobody decided ends, and its evidence goes. */
  reportDays: 90,
} as const;
