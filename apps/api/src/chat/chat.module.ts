import { Module } from '@nestjs/common';
import { LedgerModule } from '../ledger';
import { ModelsModule } from '../models';
import { Peers, RedisPeers } from '../platform/peers';
import { ChatController } from './chat.controller';
import { ChatRepository } from './chat.repository';
import { ChatService } from './chat.service';
import { ConversationController } from './conversations/conversation.controller';
import { ConversationRepository } from './conversations/conversation.repository';
import { ConversationService } from './conversations/conversation.service';
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
import { SearchRepository } from './search/search.repository';
import { SearchService } from './search/search.service';
import { Admission } from './turn/admission';
import { ChatLimits } from './turn/chat-limits';
import { Turns } from './turn/turns';

/** Conversations and the answers in them. */
@Module({
  imports: [LedgerModule, ModelsModule],
  controllers: [ChatController, SearchController, ConversationController],
  providers: [
    Admission,
    Answers,
    ChatLimits,
    ChatRepository,
    ChatService,
    Checkpoints,
    ConversationRepository,
    ConversationService,
    GenerationRunner,
    Generations,
    LateFigures,
    PeerReaders,
    Replay,
    ReplayRepository,
    SearchRepository,
    SearchService,
    Settlement,
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
