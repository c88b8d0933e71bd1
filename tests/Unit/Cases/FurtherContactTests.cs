using Shared.Contracts.Cases;
using Shared.Contracts.Cases.Steps;

namespace Unit.Cases;

/// <summary>催办, 补充, 补正, 认领 and 附件: what may be added to a case without moving it on.</summary>
public sealed class FurtherContactTests
{
    private static AddContact Contact(CaseLife life, ContactPurpose purpose, string? content, Person? person = null) =>
        new(life.Call(CaseLife.Operator))
        {
            Contact = new FurtherContact(Guid.CreateVersion7(), purpose, Channel.Phone, "C-1", person),
            Content = content,
        };

    [Test]
    public void AddContact_WhenChased_TellsTheHolderAndTouchesNoClock()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged);
        var clocks = life.It.Deadlines;

        life.Do(Contact(life, ContactPurpose.Chase, null));

        Assert.That(life.It.Deadlines, Is.EqualTo(clocks));
        Assert.That(life.It.Status, Is.EqualTo(CaseStatus.Acknowledged));
        Assert.That(life.Last.Notifications.Single().Recipient, Is.EqualTo(Recipients.Of(Team.RapidResponse)));
        Assert.That(life.Last.Events.Single().Type, Is.EqualTo(EventType.Contacted));
    }

    [Test]
    public void AddContact_OfAnotherPerson_KeepsThePersonOffTheTimeline()
    {
        var life = CaseLife.In(CaseStatus.Routed);

        life.Do(
            Contact(
                life,
                ContactPurpose.Supplement,
                "同桌的人也不适",
                new Person { Name = "李四", Phone = "13800000000" }
            )
        );

        Assert.That(life.Last.Contact!.Person!.Name, Is.EqualTo("李四"));
        Assert.That(life.Last.Person, Is.Null, "the case's own person stays");
        Assert.That(string.Join(' ', life.Last.Events[0].Data.Values), Does.Not.Contain("李四").And.Not.Contain("138"));
    }

    [Test]
    public void AddContact_WhenASupplementSaysNothing_IsRefusedByItsField()
    {
        var life = CaseLife.In(CaseStatus.Routed);

        var refusal = life.Refused(Contact(life, ContactPurpose.Supplement, " "));

        Assert.That((refusal.Kind, refusal.Field), Is.EqualTo((RefusalKind.Invalid, "content")));
    }

    [Test]
    public void Amend_FillsInWhatWasMissing_AndKeepsTheRest()
    {
        var life = CaseLife.In(CaseStatus.Routed);
        var before = life.It.Facts;

        life.Do(
            new Amend(life.Call(CaseLife.Operator))
            {
                Facts = new Facts
                {
                    Respondent = new Respondent { Address = "泽州路1号" },
                    Demands = ["refund"],
                },
                Person = new Person
                {
                    Name = "王芳",
                    Phone = "13903560001",
                    Address = "凤台街",
                },
                PersonChanged = true,
            }
        );

        Assert.Multiple(() =>
        {
            Assert.That(life.It.Facts.Content, Is.EqualTo(before.Content));
            Assert.That(life.It.Facts.Respondent!.Address, Is.EqualTo("泽州路1号"));
            Assert.That(life.It.Incomplete, Is.EqualTo(new[] { "respondent.name" }));
            Assert.That(life.Last.Person!.Name, Is.EqualTo("王芳"));
            Assert.That(
                (IEnumerable<string>)life.Last.Events[0].Data["fields"]!,
                Is.EquivalentTo(new[] { "respondent", "demands", "complainant" })
            );
        });
    }

    [Test]
    public void Amend_WithNothingNew_ChangesNothing()
    {
        var life = CaseLife.In(CaseStatus.Routed);

        Assert.That(
            life.Try(new Amend(life.Call(CaseLife.Operator)) { Facts = new Facts() }),
            Is.InstanceOf<Decision.Unchanged>()
        );
    }

    [Test]
    public void Amend_WhenDangerComesToLight_RaisesTheCaseAndFlagsIt()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged);

        life.Do(new Amend(life.Call(CaseLife.Operator)) { Facts = new Facts { Injured = true } });

        Assert.That(life.It.Level, Is.EqualTo(Level.Urgent));
        Assert.That(life.It.Important, Is.EqualTo(ImportantLevel.Major));
        Assert.That(life.Has(Stage.FirstFeedback), Is.True);
    }

    [Test]
    public void Claim_NamesTheMember_AndASecondMemberTakesOver()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged).Do(Step.Claim, CaseLife.Enforcer);
        var other = CaseLife.Enforcer with { Id = "user:99", Name = "赵六" };

        Assert.That(life.It.Handler!.Name, Is.EqualTo(CaseLife.Enforcer.Name));
        Assert.That(life.Try(Step.Claim, CaseLife.Enforcer), Is.InstanceOf<Decision.Unchanged>());
        life.Do(Step.Claim, other);
        Assert.That(life.It.Handler!.Name, Is.EqualTo("赵六"));
        Assert.That(life.Last.Events[0].Data["from"], Is.EqualTo(CaseLife.Enforcer.Name));
        Assert.That(life.Last.Feed, Is.Empty, "who works a case is the unit's own business");
    }

    [Test]
    public void Claim_EndsWhenTheCaseGoesToAnotherUnit()
    {
        var life = CaseLife.In(CaseStatus.Acknowledged).Do(Step.Claim, CaseLife.Enforcer);

        life.RouteTo(Team.Coordination);

        Assert.That(life.It.Handler, Is.Null);
    }

    [Test]
    public void NextLimit_IsTheOpenOneThatFallsDueFirst()
    {
        var life = CaseLife.In(CaseStatus.Routed);
        Assert.That(life.It.NextLimit!.Stage, Is.EqualTo(Stage.Acknowledge));

        life.Do(Step.Acknowledge, CaseLife.Enforcer);
        Assert.That(life.It.NextLimit!.Stage, Is.EqualTo(Stage.Handle));
        Assert.That(CaseLife.In(CaseStatus.Closed).It.NextLimit, Is.Null);
    }
}
