using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Documents;
using Shared.Contracts.Cases.Steps;
using Unit.Cases;

namespace Unit.Documents;

/// <summary>When a case allows which document, who issues it, and what must be filled in.</summary>
public sealed class DocumentRuleTests
{
    private static readonly DocumentKind[] OfEveryUnit = [DocumentKind.RegistrationForm, DocumentKind.RoutingNotice];

    /// <summary>A complaint on the usual way; handling it settles it.</summary>
    private static readonly Dictionary<CaseStatus, DocumentKind[]> Complaint = new()
    {
        [CaseStatus.Arrived] = [],
        [CaseStatus.Received] = [DocumentKind.RegistrationForm],
        [CaseStatus.Routed] = OfEveryUnit,
        [CaseStatus.Acknowledged] = [.. OfEveryUnit, DocumentKind.IdentityProof],
        [CaseStatus.Returned] = [DocumentKind.RegistrationForm],
        [CaseStatus.Handled] = [.. OfEveryUnit, DocumentKind.Acceptance, DocumentKind.MediationAgreement],
        [CaseStatus.Replied] = [.. OfEveryUnit, DocumentKind.Acceptance, DocumentKind.MediationAgreement],
        [CaseStatus.Closed] = [DocumentKind.RegistrationForm, DocumentKind.Acceptance, DocumentKind.MediationAgreement],
        [CaseStatus.Withdrawn] = [DocumentKind.RegistrationForm],
        [CaseStatus.Refused] = [DocumentKind.RegistrationForm, DocumentKind.Refusal],
    };

    /// <summary>A report is never refused.</summary>
    private static IEnumerable<CaseStatus> OfAReport =>
        Enum.GetValues<CaseStatus>().Where(s => s != CaseStatus.Refused);

    [Test]
    public void Allows_ByStatus_OfAComplaint([Values] CaseStatus status) =>
        Assert.That(AllowedBy(CaseLife.In(status).It), Is.EquivalentTo(Complaint[status]));

    [Test]
    public void Allows_ByStatus_OfAReport([ValueSource(nameof(OfAReport))] CaseStatus status)
    {
        var handled = status is CaseStatus.Handled or CaseStatus.Replied or CaseStatus.Closed;

        Assert.That(
            AllowedBy(CaseLife.In(status, Kind.Report).It),
            Is.EquivalentTo(
                Complaint[status]
                    .Intersect(OfEveryUnit)
                    .Concat(handled ? [DocumentKind.ReportResult] : Array.Empty<DocumentKind>())
            )
        );
    }

    [Test]
    public void Allows_OfAnAcceptedComplaint_TheMediation() =>
        Assert.That(
            AllowedBy(CaseLife.In(CaseStatus.Acknowledged).Do(Step.Accept, CaseLife.Enforcer).It),
            Is.EquivalentTo(
                new[]
                {
                    DocumentKind.RegistrationForm,
                    DocumentKind.RoutingNotice,
                    DocumentKind.IdentityProof,
                    DocumentKind.Acceptance,
                    DocumentKind.MediationNotice,
                }
            )
        );

    [Test]
    public void Allows_OfAnAcceptedComplaintTakenBack_TheEndOfMediation()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged).Do(Step.Accept, CaseLife.Enforcer);
        life.Do(Step.Withdraw, CaseLife.Enforcer);

        var text = life.Issued(
            life.Issue(
                DocumentKind.MediationEnd,
                new DocumentFields(),
                DocumentLife.Sources with
                {
                    WithdrawnAt = life.Now,
                }
            )
        );

        Assert.That(
            text.Read(),
            Does.Contain("第一项").And.Contain("投诉人撤回投诉").And.Contain("2026年3月14日决定终止调解")
        );
    }

    [Test]
    public void Allows_OfAConsultation_None() =>
        Assert.That(AllowedBy(CaseLife.Begin(kind: Kind.Consultation).It), Is.Empty);

    [Test]
    public void Permits_TheUnit_AndTheCentreWhatIsItsOwn([Values] DocumentKind kind)
    {
        var it = CaseLife.In(CaseStatus.Acknowledged).It;
        var form = DocumentForms.Of(kind);

        var may = CaseLife.People.Where(a => form.Permits(a, it)).Select(a => a.Name);

        Assert.That(may, Is.EqualTo(OfEveryUnit.Contains(kind) ? new[] { "接线员", "执法员" } : ["执法员"]));
    }

    [Test]
    public void Permits_OfAReportInAUnitsHands_NotTheCentre()
    {
        var form = DocumentForms.Of(DocumentKind.RegistrationForm);

        Assert.That(form.Permits(CaseLife.Operator, CaseLife.In(CaseStatus.Received, Kind.Report).It), Is.True);
        Assert.That(form.Permits(CaseLife.Operator, CaseLife.In(CaseStatus.Routed, Kind.Report).It), Is.False);
    }

    [Test]
    public void SeesPeople_OnDocuments_AlsoTheUnitThatHadTheCase()
    {
        var refused = CaseLife.In(CaseStatus.Refused).It;

        Assert.That(
            CaseLife.People.Where(a => DocumentRights.SeesPeople(a, refused)).Select(a => a.Name),
            Is.EqualTo(new[] { "执法员" })
        );
        Assert.That(
            CaseLife.People.Where(a => DocumentRights.Opens(a, refused)).Select(a => a.Name),
            Is.EqualTo(new[] { "接线员", "协调员", "执法员", "带班领导" }),
            "the province and administrators open none"
        );
    }

    [Test]
    public void Issue_WhenTheCaseIsNotThere_IsNotAllowedNow()
    {
        var life = CaseLife.In(CaseStatus.Routed);

        var refusal = life.Refused(life.Issue(DocumentKind.Acceptance));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(refusal.Message, Is.EqualTo("案件已分流，现在不能出具受理通知书"));
    }

    private static IEnumerable<TestCaseData> Missing() =>
        from form in DocumentForms.All
        from field in form.Asks
        where field.Required
        select new TestCaseData(form.Kind, field.Name).SetArgDisplayNames($"{form.Kind}", field.Name);

    [TestCaseSource(nameof(Missing))]
    public void Issue_WithoutWhatItAsks_NamesTheField(DocumentKind kind, string field)
    {
        var life = DocumentLife.At(kind, Regime.Order121);

        var refusal = life.Refused(life.Issue(kind, Without(DocumentLife.Fields(life.Now), field)));

        Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, field)));
    }

    [Test]
    public void Issue_AMediationThatIsOver_OrADayThatIsPast_IsRefused()
    {
        var meeting = DocumentLife.At(DocumentKind.MediationNotice, Regime.Order121);
        var proof = DocumentLife.At(DocumentKind.IdentityProof, Regime.Order121);
        var fields = DocumentLife.Fields(meeting.Now);

        Assert.That(
            meeting.Refused(meeting.Issue(DocumentKind.MediationNotice, fields with { MeetAt = meeting.Now })).Field,
            Is.EqualTo("meetAt")
        );
        var yesterday = fields with { DueOn = Shanghai.DayOf(proof.Now).AddDays(-1) };
        Assert.That(proof.Refused(proof.Issue(DocumentKind.IdentityProof, yesterday)).Field, Is.EqualTo("dueOn"));
        var today = fields with { DueOn = Shanghai.DayOf(proof.Now) };
        Assert.That(proof.Try(proof.Issue(DocumentKind.IdentityProof, today)), Is.InstanceOf<Decision.Changed>());
    }

    [Test]
    public void TheEndOfMediation_SaysTheGroundOfTheCase_OrOneOfItsLaw()
    {
        var by121 = DocumentLife.At(DocumentKind.MediationEnd, Regime.Order121);
        var by20 = DocumentLife.At(DocumentKind.MediationEnd, Regime.Order20);
        var known = DocumentLife.Sources with { EndGround = "timeUp" };
        var gone = new DocumentFields { Ground = "partyGone" };

        Assert.Multiple(() =>
        {
            Assert.That(
                by121.Refused(by121.Issue(DocumentKind.MediationEnd, new DocumentFields())).Field,
                Is.EqualTo("ground")
            );
            Assert.That(by121.Refused(by121.Issue(DocumentKind.MediationEnd, gone, known)).Field, Is.EqualTo("ground"));
            Assert.That(
                by20.Refused(by20.Issue(DocumentKind.MediationEnd, gone)).Message,
                Does.Contain("第二十一条没有这一情形")
            );
        });
        Assert.That(
            by121.Issued(by121.Issue(DocumentKind.MediationEnd, new DocumentFields(), known)).Read(),
            Does.Contain("第五项").And.Contain("六十日内")
        );
        Assert.That(
            by20.Issued(by20.Issue(DocumentKind.MediationEnd, new DocumentFields(), known)).Read(),
            Does.Contain("第五项").And.Contain("四十五个工作日内")
        );
    }

    [Test]
    public void TheEndOfMediation_NamesTheLastDayToTell_WhereTheCaseRunsThatClock()
    {
        var life = DocumentLife.At(DocumentKind.MediationEnd, Regime.Order121);
        var clock = new Deadline
        {
            CaseId = life.It.Id,
            Regime = Regime.Order121,
            Stage = Stage.Notify,
            Round = 1,
            StartedAt = life.Now,
            LastDay = new DateOnly(2026, 5, 22),
            DueAt = Shanghai.Midnight(new DateOnly(2026, 5, 23)),
        };
        var it = life.It with { Deadlines = [.. life.It.Deadlines, clock] };

        var decision = life.Issue(DocumentKind.MediationEnd).Decide(it, life.Policy, life.Now);

        var text = ((Decision.Changed)decision).Changes[0].Document!.Text;
        Assert.That(text.Read(), Does.Contain("七个工作日内，最迟2026年5月22日（含当日），告知"));
    }

    [Test]
    public void ARefusal_OnAGroundOfTheOtherOrder_IsNotIssued()
    {
        var life = DocumentLife.At(DocumentKind.Refusal, Regime.Order20);
        var sources = DocumentLife.Sources with { RefusalGround = "identityRefused" };

        var refusal = life.Refused(life.Issue(DocumentKind.Refusal, sources: sources));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(refusal.Message, Does.Contain("第十五条"));
    }

    [Test]
    public void AnAnonymousReport_HasNobodyToTell()
    {
        var life = DocumentLife.At(DocumentKind.ReportResult, Regime.Order20);
        var anonymous = DocumentLife.Sources with { Person = new Person { Anonymous = true } };

        var refusal = life.Refused(life.Issue(DocumentKind.ReportResult, sources: anonymous));

        Assert.That(refusal.Kind, Is.EqualTo(RefusalKind.NotAllowedNow));
        Assert.That(refusal.Message, Does.Contain("无从告知"));
    }

    private static IEnumerable<DocumentKind> AllowedBy(Case it) =>
        DocumentForms.All.Where(f => f.Allows(it)).Select(f => f.Kind);

    private static DocumentFields Without(DocumentFields fields, string name) =>
        name switch
        {
            DocumentField.OfMaterials => fields with { Materials = null },
            DocumentField.OfDueOn => fields with { DueOn = null },
            DocumentField.OfMeetAt => fields with { MeetAt = null },
            DocumentField.OfPlace => fields with { Place = null },
            DocumentField.OfMediator => fields with { Mediator = null },
            DocumentField.OfTerms => fields with { Terms = null },
            DocumentField.OfResult => fields with { Result = null },
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "An unknown field."),
        };
}
