namespace Shared.Contracts.Storage.Shell;

/// <summary>The statements by which a case is loaded and saved.</summary>
internal static class CaseSql
{
    public static readonly Statement Load = new(
        "case.load",
        """
        SELECT
            id, number, kind, status, lane, channel, version, last_event, unit, open_to, handler_id,
            handler_name, level, important, arrived_at, received_at, accepted_at, handled_at, outcome, recovered_amount, filed_as_case,
            assigned_by, upstream_number, upstream_due_at, rule_id, rule_version, routed_by, routing_reason,
            facts, incomplete, linked, law, chain_head
        FROM cases
        WHERE id = @id
        """
    );

    public static readonly Statement LoadDeadlines = new(
        "case.loadDeadlines",
        """
        SELECT
            case_id, regime, stage, round, started_at, last_day, due_at, met_at, cancelled_at, missed_at, recorded_at,
            found_late, provisional, warned, basis
        FROM deadlines
        WHERE case_id = @id
        ORDER BY started_at, regime, stage, round
        """
    );

    public static readonly Statement FindNumber = new("case.findNumber", "SELECT id FROM cases WHERE number = @number");

    public static readonly Statement Insert = new(
        "case.insert",
        """
        INSERT INTO cases (
            id, number, kind, status, lane, channel, version, last_event, unit, open_to, handler_id,
            handler_name, level, important, arrived_at, received_at, accepted_at, handled_at, outcome, recovered_amount, filed_as_case,
            assigned_by, upstream_number, upstream_due_at, rule_id, rule_version, routed_by, routing_reason,
            category, problem, district, respondent_name, search_text, facts, incomplete, linked,
            next_stage, next_regime, next_started_at, next_due_at, stages_met, stages_missed, law, next_provisional, chain_head
        )
        VALUES (
            @Id, @Number, @Kind, @Status, @Lane, @Channel, @Version, @LastEvent, @Unit, @OpenTo, @HandlerId,
            @HandlerName, @Level, @Important, @ArrivedAt, @ReceivedAt, @AcceptedAt, @HandledAt, @Outcome, @RecoveredAmount, @FiledAsCase,
            @AssignedBy, @UpstreamNumber, @UpstreamDueAt, @RuleId, @RuleVersion, @RoutedBy, @RoutingReason,
            @Category, @Problem, @District, @RespondentName, @SearchText, @Facts, @Incomplete, @Linked,
            @NextStage, @NextRegime, @NextStartedAt, @NextDueAt, @StagesMet, @StagesMissed, @Law, @NextProvisional, @ChainHead
        )
        """
    );

    /// <summary>Changes no row when the version has moved on.</summary>
    public static readonly Statement Update = new(
        "case.update",
        """
        UPDATE cases
        SET
            status = @Status, channel = @Channel, version = @Version, last_event = @LastEvent, unit = @Unit, open_to = @OpenTo,
            handler_id = @HandlerId, handler_name = @HandlerName,
            level = @Level, important = @Important, received_at = @ReceivedAt, accepted_at = @AcceptedAt,
            handled_at = @HandledAt, outcome = @Outcome, recovered_amount = @RecoveredAmount,
            filed_as_case = @FiledAsCase, upstream_due_at = @UpstreamDueAt, rule_id = @RuleId,
            rule_version = @RuleVersion, routed_by = @RoutedBy, routing_reason = @RoutingReason,
            category = @Category, problem = @Problem, district = @District, respondent_name = @RespondentName,
            search_text = @SearchText,
            facts = @Facts, incomplete = @Incomplete, linked = @Linked, next_stage = @NextStage,
            next_regime = @NextRegime, next_started_at = @NextStartedAt, next_due_at = @NextDueAt,
            stages_met = @StagesMet, stages_missed = @StagesMissed, law = @Law, next_provisional = @NextProvisional, chain_head = @ChainHead
        WHERE id = @Id AND version = @Version - 1
        """
    );

    public static readonly Statement InsertEvent = new(
        "case.insertEvent",
        """
        INSERT INTO events (
            case_id, seq, at, actor_id, actor_name, type, data, reason, rule_id, rule_version, command_id, salt, digest, chain,
            state
        )
        VALUES (
            @CaseId, @Seq, @At, @ActorId, @ActorName, @Type, @Data, @Reason, @RuleId, @RuleVersion, @CommandId,
            @Salt, @Digest, @Chain, @State
        )
        """
    );

    public static readonly Statement InsertDeadline = new(
        "case.insertDeadline",
        """
        INSERT INTO deadlines (
            id, case_id, regime, stage, round, started_at, last_day, due_at, met_at, cancelled_at, missed_at,
            recorded_at, found_late, provisional, warned, next_at, basis
        )
        VALUES (
            @Id, @CaseId, @Regime, @Stage, @Round, @StartedAt, @LastDay, @DueAt, @MetAt, @CancelledAt, @MissedAt,
            @RecordedAt, @FoundLate, @Provisional, @Warned, @NextAt, @Basis
        )
        """
    );

    public static readonly Statement UpdateDeadline = new(
        "case.updateDeadline",
        """
        UPDATE deadlines
        SET
            met_at = @MetAt, cancelled_at = @CancelledAt, missed_at = @MissedAt, recorded_at = @RecordedAt,
            found_late = @FoundLate, warned = @Warned, next_at = @NextAt, last_day = @LastDay, due_at = @DueAt,
            provisional = @Provisional, basis = @Basis, lease_owner = NULL, lease_until = NULL
        WHERE id = @Id
        """
    );

    public static readonly Statement InsertOwedStep = new(
        "case.insertOwedStep",
        """
        INSERT INTO owed_steps (deadline_id, step, case_id, action, due_at)
        VALUES (@DeadlineId, @Step, @CaseId, @Action, @DueAt)
        """
    );

    public static readonly Statement WalkStep = new(
        "case.walkStep",
        "UPDATE owed_steps SET walked_at = @at WHERE deadline_id = @deadlineId AND step = @step"
    );

    public static readonly Statement InsertFeed = new(
        "case.insertFeed",
        """
        INSERT INTO feed (
            case_id, at, event, number, kind, assigned_by, upstream_number, status, stage, unit, outcome, due_at, in_time
        )
        VALUES (
            @CaseId, @At, @Event, @Number, @Kind, @AssignedBy, @UpstreamNumber, @Status, @Stage, @Unit, @Outcome,
            @DueAt, @InTime
        )
        """
    );

    public static readonly Statement InsertContact = new(
        "case.insertContact",
        """
        INSERT INTO contacts (
            id, case_id, event_seq, at, purpose, channel, call_ref, sealed, name_hash, phone_hash, last_four_hash,
            id_number_hash
        )
        VALUES (
            @id, @caseId, @eventSeq, @at, @purpose, @channel, @callRef, @sealedPerson, @nameHash, @phoneHash,
            @lastFourHash, @idNumberHash
        )
        """
    );

    public static readonly Statement InsertAttachment = new(
        "case.insertAttachment",
        """
        INSERT INTO attachments (
            id, case_id, event_seq, at, actor_name, sealed_name, media_type, size, sha256, note
        )
        VALUES (@attachmentId, @caseId, @eventSeq, @at, @actorName, @sealedName, @mediaType, @size, @sha256, @note)
        """
    );

    public static readonly Statement InsertNotification = new(
        "case.insertNotification",
        """
        INSERT INTO notifications (case_id, event_seq, recipient, channel, type, stage, at, attempts, next_at)
        SELECT @CaseId, @EventSeq, @Recipient, @Channel, @Type, @Stage, @At, 0, @NextAt
        WHERE NOT EXISTS (
            SELECT 1
            FROM notifications
            WHERE case_id = @CaseId AND event_seq = @EventSeq AND recipient = @Recipient AND channel = @Channel
        )
        """
    );

    public static readonly Statement InsertOutbox = new(
        "case.insertOutbox",
        """
        INSERT INTO outbox (lane, type, body, case_id, created_at, attempts)
        VALUES (@Lane, @Type, @Body, @CaseId, @CreatedAt, 0)
        """
    );

    public static readonly Statement FindCommand = new(
        "command.find",
        "SELECT case_id, body_hash, http_status FROM commands WHERE id = @id"
    );

    public static readonly Statement InsertCommand = new(
        "command.insert",
        """
        INSERT INTO commands (id, actor_id, body_hash, http_status, case_id, at)
        VALUES (@id, @actorId, @bodyHash, @httpStatus, @caseId, @at)
        """
    );

    public static readonly Statement RaiseSerial = new(
        "serial.raise",
        "UPDATE serials SET last = last + @count WHERE day = @day"
    );

    public static readonly Statement StartSerial = new(
        "serial.start",
        "INSERT INTO serials (day, last) VALUES (@day, @count)"
    );

    public static readonly Statement ReadSerial = new("serial.read", "SELECT last FROM serials WHERE day = @day");

    public static readonly Statement FindAssignment = new(
        "case.findAssignment",
        "SELECT id FROM cases WHERE assigned_by = @assignedBy AND upstream_number = @upstreamNumber"
    );
}
