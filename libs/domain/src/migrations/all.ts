import { Users1795305601000 } from './1795305601000-users';
import { Ledger1795305602000 } from './1795305602000-ledger';
import { Chat1795305603000 } from './1795305603000-chat';
import { Usage1795305604000 } from './1795305604000-usage';
import { Billing1795305605000 } from './1795305605000-billing';
import { JobLeases1795305606000 } from './1795305606000-job-leases';
import { MailTokens1795305607000 } from './1795305607000-mail-tokens';
import { RateWindows1795305608000 } from './1795305608000-rate-windows';
import { DeviceEpoch1795305609000 } from './1795305609000-device-epoch';
import { Search1795305610000 } from './1795305610000-search';
import { KeptConversations1795305611000 } from './1795305611000-kept-conversations';
import { MessageTree1795400000000 } from './1795400000000-message-tree';
import { SessionDevices1795410000000 } from './1795410000000-session-devices';
import { SharesAndFeedback1795420000000 } from './1795420000000-shares-and-feedback';
import { SearchPending1795430000000 } from './1795430000000-search-pending';
import { EmailChanges1795440000000 } from './1795440000000-email-changes';

/** Every migration in the order of time, for the `migrations` of a DataSource. */
export const migrations = [
  Users1795305601000,
  Ledger1795305602000,
  Chat1795305603000,
  Usage1795305604000,
  Billing1795305605000,
  JobLeases1795305606000,
  MailTokens1795305607000,
  RateWindows1795305608000,
  DeviceEpoch1795305609000,
  Search1795305610000,
  KeptConversations1795305611000,
  MessageTree1795400000000,
  SessionDevices1795410000000,
  SharesAndFeedback1795420000000,
  SearchPending1795430000000,
  EmailChanges1795440000000,
];
