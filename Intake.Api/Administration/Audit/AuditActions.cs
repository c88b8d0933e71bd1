using Shared.Contracts.Cases;

namespace Intake.Api.Administration.Audit;

/// <summary>What the audit log records, in the words of the field. A command on a case is recorded under its type's name.</summary>
public static class AuditActions
{
    /// <summary>The actions in groups, as the page offers them.</summary>
    public static readonly IReadOnlyList<CodeTable> Groups =
    [
        new(
            "案件",
            ("Register", "登记"),
            ("CorrectAssignment", "更正交办"),
            ("Receive", "接收"),
            ("RouteByRules", "自动分流"),
            ("Route", "人工分流"),
            ("Acknowledge", "签收"),
            ("Claim", "认领"),
            ("Return", "退回"),
            ("Progress", "进展"),
            ("Accept", "受理"),
            ("Refuse", "不予受理"),
            ("Handle", "处置"),
            ("Reply", "反馈"),
            ("Close", "办结"),
            ("Withdraw", "撤回"),
            ("AddContact", "再次来电"),
            ("Amend", "补正"),
            ("Attach", "添加附件"),
            ("IssueDocument", "出具文书"),
            ("AskMaterial", "要求补充材料"),
            ("ReceiveMaterial", "材料已补"),
            ("BeginAppraisal", "鉴定、检测开始"),
            ("EndAppraisal", "鉴定、检测结束"),
            ("Extend", "延长核查期限"),
            ("DecideFiling", "立案决定"),
            ("Transfer", "移送"),
            ("MergeReport", "并入原举报"),
            ("FindClue", "发现线索"),
            ("Recount", "期限重新计算"),
            ("FlagImportant", "标为重要情况"),
            ("ReportUpward", "重要情况上报"),
            ("AcknowledgeReport", "上级确认收到上报"),
            ("Supervise", "上级督办、催办"),
            ("CallBack", "回访"),
            ("TellDecision", "告知投诉人是否受理"),
            ("Anonymise", "匿名化"),
            ("PassTime", "时限走过"),
            ("Escalate", "超期升级"),
            ("SeePerson", "查看个人信息"),
            ("RevealPerson", "写明原因查看个人信息"),
            ("LookUpCaller", "查来电号码的以往案件"),
            ("OpenAttachment", "打开附件")
        ),
        new(
            "交办、报表",
            ("ImportAssignments", "导入交办文件"),
            ("OpenBadRows", "下载未导入的行"),
            ("ForgetImportColumn", "不再记住列"),
            ("SubmitReport", "报送报表")
        ),
        new(
            "登录",
            ("SignIn", "登录"),
            ("SignInFailed", "登录失败"),
            ("SignInLocked", "锁定期间登录"),
            ("SignOut", "退出"),
            ("ChangePassword", "设置密码")
        ),
        new(
            "人员",
            ("AddUser", "添加人员"),
            ("ResetUser", "重置密码"),
            ("UnlockUser", "解锁"),
            ("DisableUser", "停用"),
            ("EnableUser", "启用"),
            ("MoveUser", "改岗位")
        ),
        new("密钥", ("AddKey", "添加密钥"), ("RevokeKey", "撤销密钥")),
        new(
            "值班时段",
            ("AddDutyWindow", "添加值班时段"),
            ("EndDutyWindow", "结束值班时段"),
            ("RemoveDutyWindow", "取消值班时段")
        ),
        new("期限", ("SignCalendar", "签署工作日历"), ("SignLimits", "签署期限依据")),
        new(
            "运行",
            ("RetryFailedWork", "重试失败的工作"),
            ("ResolveFailedWork", "记为已解决"),
            ("RetryParkedMessage", "重发停放的消息"),
            ("VerifyTimelines", "核验时间线")
        ),
    ];

    private static readonly CodeTable All = new(
        "action",
        Groups.SelectMany(g => g.Entries).Select(e => (e.Code, e.Name))
    );

    /// <summary>An action's name, or its code where it has none yet.</summary>
    public static string NameOf(string action) => All.NameOf(action);

    public static bool Has(string action) => All.Entries.Any(e => e.Code == action);
}
