import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { ModelsModule } from '../models';
import { Peers, RedisPeers } from '../platform/peers';
import { ChatController } from './chat.controller';
import { ChatRecords } from './chat-records';
import { ChatRecordsRepository } from './chat-records.repository';
import { ChatRepository } from './chat.repository';
import { ChatService } from './chat.service';
import { BranchRepository } from './conversations/branch.repository';
import { ConversationController } from './conversations/conversation.controller';
import { ConversationRepository } from './conversations/conversation.repository';
import { ConversationService } from './conversations/conversation.service';
import { FeedbackController } from './feedback/feedback.controller';
import { FeedbackRepository } from './feedback/feedback.repository';
import { Answers } from './generation/answers';
import { Checkpoints } from './generation/checkpoints';
import { GENERATION_LOG } from './generation/generation-log';
import { GenerationRunner } from './generation/generation-runner';
import { Generations } from './generation/generations';
import { InProcessLog } from './generation/in-process-log';
import { LateFigures } from './generation/late-figures';
import { PeerReaders } from './generation/peer-readers';
import { RedisLog } from './generation/redis-log';
import { Replay } from './generation/replay';
import { ReplayRepository } from './generation/replay.repository';
import { Settlement } from './generation/settlement';
import { Sweeper } from './generation/sweeper';
import { SweeperRepository } from './generation/sweeper.repository';
import { SearchController } from './search/search.controller';
import { SearchIndex } from './search/search-index';
import { SearchIndexRepository } from './search/search-index.repository';
import { SearchRepository } from './search/search.repository';
import { SearchService } from './search/search.service';
import { ShareLimits } from './sharing/share-limits';
import { ShareTokens } from './sharing/share-tokens';
import { ShareController } from './sharing/share.controller';
import { ShareRepository } from './sharing/share.repository';
import { ShareService } from './sharing/share.service';
import { SharedController } from './sharing/shared.controller';
import { SharedService } from './sharing/shared.service';
import { Admission } from './turn/admission';
import { ChatLimits } from './turn/chat-limits';
import { Places } from './turn/places';
import { Turns } from './turn/turns';

/** Conversations and the answers in them. */
@Module({
  imports: [LedgerModule, ModelsModule],
  controllers: [
    ChatController,
    SearchController,
    ConversationController,
    ShareController,
    SharedController,
    FeedbackController,
  ],
  providers: [
    Admission,
    Answers,
    BranchRepository,
    ChatLimits,
    ChatRecords,
    ChatRecordsRepository,
    ChatRepository,
    ChatService,
    Checkpoints,
    ConversationRepository,
    ConversationService,
    FeedbackRepository,
    GenerationRunner,
    Generations,
    LateFigures,
    PeerReaders,
    Places,
    Replay,
    ReplayRepository,
    SearchIndex,
    SearchIndexRepository,
    SearchRepository,
    SearchService,
    Settlement,
    SharedService,
    ShareLimits,
    ShareRepository,
    ShareService,
    ShareTokens,
    Sweeper,
    SweeperRepository,
    Turns,
    {
      provide: GENERATION_LOG,
      inject: [Peers],
      useFactory: (peers: Peers) =>
        peers instanceof RedisPeers ? new RedisLog(peers) : new InProcessLog(),
    },
  ],
})
export class ChatModule {}
