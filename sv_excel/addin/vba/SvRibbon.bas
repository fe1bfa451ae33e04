Attribute VB_Name = "SvRibbon"
Option Explicit

' What the ribbon calls: one Sub for each button, named in ribbon.xml.

Private mRibbon As Object

Public Sub SvOnLoad(ribbon As IRibbonUI)
    Set mRibbon = ribbon
End Sub

Public Sub SvRefresh()
    ' After the active workbook changed: ask again which buttons apply.
    If Not mRibbon Is Nothing Then mRibbon.Invalidate
End Sub

Public Sub SvGetEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = SvApplies(control.Tag, SvKind())
End Sub

Public Sub SvCheckScores(control As IRibbonControl)
    SvRun "check_scores"
End Sub

Public Sub SvNextProblem(control As IRibbonControl)
    SvRun "next_problem"
End Sub

Public Sub SvClearMarks(control As IRibbonControl)
    SvRun "clear_marks"
End Sub

Public Sub SvConsolidate(control As IRibbonControl)
    SvRun "consolidate"
End Sub

Public Sub SvWhoIsMissing(control As IRibbonControl)
    SvRun "who_is_missing"
End Sub

Public Sub SvOpenModeration(control As IRibbonControl)
    SvRun "open_moderation"
End Sub

Public Sub SvModerationQueue(control As IRibbonControl)
    SvRun "moderation_queue"
End Sub

Public Sub SvWorkOutResult(control As IRibbonControl)
    SvRun "work_out_result"
End Sub

Public Sub SvAssessmentSummaries(control As IRibbonControl)
    SvRun "assessment_summaries"
End Sub

Public Sub SvVerify(control As IRibbonControl)
    SvRun "verify"
End Sub

Public Sub SvGuide(control As IRibbonControl)
    SvRun "guide"
End Sub

Public Sub SvAbout(control As IRibbonControl)
    SvRun "about"
End Sub
